import { useTranslation } from "react-i18next";
import type { TransferTarget } from "../../../../shared/domain/transfer.ts";
import type { TransferTargets } from "../../../../shared/wire/transfer-schemas.ts";
import { useSkillNames } from "../../connection/use-skills.ts";
import { nameIn } from "../../i18n/name-in.ts";

export interface TargetRow {
  readonly key: string;
  readonly name: string;
  readonly fact: string;
  readonly canBeChosen: boolean;
  readonly target: TransferTarget;
}

export interface TargetGroup {
  readonly id: "number" | "agents" | "queues" | "skills";
  readonly rows: readonly TargetRow[];
}

/** At least half of the highest level is what somebody who asks for a skill means. */
const levelFor = (levelMax: number): number => Math.max(1, Math.ceil(levelMax / 2));

/** What was typed narrows the list, and is a number itself when it has four digits or more. */
export function useTargetRows(targets: TransferTargets | null, text: string): readonly TargetGroup[] {
  const { t, i18n } = useTranslation("target-picker");
  const skillName = useSkillNames();
  if (targets === null) return [];
  const wanted = text.trim().toLocaleLowerCase();
  const matches = (name: string): boolean => name.toLocaleLowerCase().includes(wanted);
  const queueName = (names: Readonly<Record<string, string>>, id: string) => nameIn(i18n.language, names, id);
  const number: TargetRow[] =
    targets.mayDial && wanted.replace(/\D/gu, "").length >= 4
      ? [
          {
            key: "number",
            name: text.trim(),
            fact: t("outside"),
            canBeChosen: true,
            target: { kind: "number", number: text.trim() },
          },
        ]
      : [];
  const agents = targets.agents.map(
    ({ agentId, name, state, reason, canBeRung }): TargetRow => ({
      key: `agent-${agentId}`,
      name,
      fact: reason === null ? t(`common:state.${state}`) : t(`common:reason.${reason}`),
      canBeChosen: canBeRung,
      target: { kind: "agent", agentId },
    }),
  );
  const queues = targets.queues.map(
    ({ queueId, names, waiting, readyAgents }): TargetRow => ({
      key: `queue-${queueId}`,
      name: queueName(names, queueId),
      fact: t("queue-fact", { waiting, ready: readyAgents }),
      canBeChosen: true,
      target: { kind: "queue", queueId },
    }),
  );
  const skills = targets.queues.flatMap(({ queueId, names, skills: known }) =>
    known.map(
      ({ skill, levelMax, readyAgents }): TargetRow => ({
        key: `skill-${queueId}-${skill}`,
        name: skillName(skill),
        fact: t("skill-fact", { queue: queueName(names, queueId), level: levelFor(levelMax), ready: readyAgents }),
        canBeChosen: true,
        target: { kind: "skill", queueId, skill, minLevel: levelFor(levelMax) },
      }),
    ),
  );
  // Who can be rung comes first.
  const byChance = agents.toSorted((a, b) => Number(b.canBeChosen) - Number(a.canBeChosen));
  const groups: readonly TargetGroup[] = [
    { id: "number", rows: number },
    { id: "agents", rows: byChance.filter(({ name }) => matches(name)) },
    { id: "queues", rows: queues.filter(({ name }) => matches(name)) },
    { id: "skills", rows: skills.filter(({ name }) => matches(name)) },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}
