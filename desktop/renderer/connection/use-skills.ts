import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { nameIn } from "../i18n/name-in.ts";
import { listSkills } from "./contact-api.ts";
import { useConnection } from "./use-connection.ts";

/** As queues, skills change when an administrator changes them. */
const FRESH_MS = 600_000;

/** What people call a skill, in the reader's language; the skill's own word where it has no name, or while that is not known. */
export function useSkillNames(isWanted = true): (skill: string) => string {
  const { i18n } = useTranslation();
  const { http } = useConnection();
  const { data } = useQuery({
    queryKey: ["skills"],
    queryFn: ({ signal }) => listSkills(http, signal),
    staleTime: FRESH_MS,
    enabled: isWanted,
  });
  return useCallback(
    (skill) => nameIn(i18n.language, data?.find((each) => each.skill === skill)?.names, skill),
    [data, i18n.language],
  );
}
