import { useTranslation } from "react-i18next";
import { asId, type QueueId } from "../../../shared/domain/ids.ts";
import type { SecondCallView } from "../../../shared/wire/transfer-schemas.ts";
import { useQueueNames } from "../connection/use-queues.ts";
import { useSkillNames } from "../connection/use-skills.ts";
import { phoneText } from "./phone-text.ts";

/** Who the other one of two calls is: a person, somebody of a queue or with a skill, a number. */
export function useSecondName(): (second: SecondCallView) => string {
  const { t } = useTranslation("transfer");
  const queueName = useQueueNames();
  const skillName = useSkillNames();
  return ({ kind, name }) => {
    if (kind === "queue") return t("somebody-of", { queue: queueName(asId<QueueId>(name)) });
    if (kind === "skill") return t("somebody-who", { skill: skillName(name) });
    // A customer nobody knows has their number for a name.
    return kind === "agent" ? name : phoneText(name);
  };
}
