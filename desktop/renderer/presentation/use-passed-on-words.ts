import { useTranslation } from "react-i18next";
import type { PassedOn } from "../../../shared/domain/transfer.ts";
import { useSkillNames } from "../connection/use-skills.ts";

/** Where a customer went from here, in a sentence. */
export function usePassedOnWords(passedOn: PassedOn | null): string | null {
  const { t } = useTranslation("customer");
  const isSkill = passedOn?.kind === "skill";
  const skillName = useSkillNames(isSkill);
  if (passedOn === null) return null;
  const { kind, name } = passedOn;
  return t(`timeline.passed-on.${kind}`, { name: isSkill ? skillName(name) : name });
}
