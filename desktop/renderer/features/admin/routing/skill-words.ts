import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import type { NamedSkill } from "../../../../../shared/domain/routing-plan.ts";
import { nameIn } from "../../../i18n/name-in.ts";

/** The names of the plan that is being edited. */
export const NamedSkillsContext = createContext<readonly NamedSkill[]>([]);

interface SkillWords {
  /** As people call it; the skill's own word where it has no name yet. */
  readonly nameOf: (skill: string) => string;
  /** The skill that somebody means who types this: one by its name in any language, or a word of its own. */
  readonly skillOf: (text: string) => string;
}

export function useSkillWords(): SkillWords {
  const { i18n } = useTranslation();
  const named = useContext(NamedSkillsContext);
  return {
    nameOf: (skill) => nameIn(i18n.language, named.find((each) => each.skill === skill)?.names, skill),
    skillOf: (text) => {
      const word = text.toLocaleLowerCase();
      const meant = named.find(({ names }) => Object.values(names).some((name) => name.toLocaleLowerCase() === word));
      return meant?.skill ?? word;
    },
  };
}
