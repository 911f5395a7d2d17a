import { useTranslation } from "react-i18next";
import type { PlanFinding, WeeklyGap } from "../../../../../shared/domain/routing-plan.ts";
import type { SkillAlternatives } from "../../../../../shared/domain/queue.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { useSkillWords } from "./skill-words.ts";
import type { PlanDraft } from "./plan-draft.ts";

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** A finding in one sentence, with the names people know. */
export function useFindingText(plan: PlanDraft): (finding: PlanFinding) => string {
  const { t, i18n } = useTranslation("routing");
  const nameOf = (names: Readonly<Record<string, string>> | undefined): string => nameIn(i18n.language, names, "");
  const { nameOf: skillName } = useSkillWords();
  const skills = (alternatives: SkillAlternatives): string =>
    alternatives
      .map((each) => each.map(({ skill, minLevel }) => `${skillName(skill)} ${minLevel}`).join(" + "))
      .join(` ${t("or")} `);
  const gap = ({ weekday, fromMinute, toMinute }: WeeklyGap): string =>
    `${t(`weekday.${weekday}`)} ${clock(fromMinute)}–${clock(toMinute)}`;
  return (finding) => {
    const queue = plan.queues.find(({ queueId }) => queueId === finding.queueId);
    const agent = plan.agents.find(({ agentId }) => agentId === finding.agentId);
    // Findings about neither queue, agent nor number are about a skill's names.
    const namedSkill = finding.subject === null ? "" : t("finding.skill", { skill: skillName(finding.subject) });
    const about =
      nameOf(queue?.names) ||
      agent?.displayName ||
      finding.queueId ||
      finding.agentId ||
      finding.dnis ||
      namedSkill ||
      t("plan");
    const seconds = finding.relaxedAfterMs === null ? null : Math.round(finding.relaxedAfterMs / 1_000);
    const details = {
      about,
      subject: finding.subject ?? "",
      skills: skills(finding.alternatives) || t("anybody"),
      gaps: finding.gaps.map(gap).join(t("list-separator")),
      seconds,
    };
    if (finding.code === "nobody-can-serve" && seconds !== null) return t("finding.nobody-before-step", details);
    if (finding.code === "level-out-of-range" && details.subject.trim() === "")
      return t("finding.skill-without-name", details);
    return t(`finding.${finding.code}`, details);
  };
}
