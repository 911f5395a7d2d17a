import type { MonitorRules } from "../../../shared/domain/monitoring.ts";
import { NEVER_CHANGED } from "../../../shared/domain/setting-revision.ts";
import type { User } from "../../../shared/domain/user.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { MonitorAdministration } from "../../ports/monitor-administration.ts";
import type { Centre } from "../centre.ts";

interface RulesCentre extends Pick<Centre, "journal" | "clock" | "monitorRulesStore"> {
  readonly settings: Pick<Centre["settings"], "monitorShownToAgent">;
  readonly monitors: Pick<Centre["monitors"], "all">;
  readonly views: Pick<Centre["views"], "push">;
}

/** Whether agents see that somebody listens: as it was decided in the console, until then as the server was started with. */
export class MonitorRulesOf implements MonitorAdministration {
  readonly #centre: RulesCentre;
  #kept: MonitorRules | null = null;

  constructor(centre: RulesCentre) {
    this.#centre = centre;
  }

  async load(): Promise<void> {
    this.#kept = await this.#centre.monitorRulesStore.monitorRules();
  }

  rules(): MonitorRules {
    return this.#kept ?? { shownToAgent: this.#centre.settings.monitorShownToAgent, ...NEVER_CHANGED };
  }

  saveRules({ shownToAgent }: Pick<MonitorRules, "shownToAgent">, baseRevision: number, by: User): MonitorRules {
    const { journal, clock, monitorRulesStore, monitors, views } = this.#centre;
    const { revision } = this.rules();
    if (revision !== baseRevision) throw new CommandError("conflict");
    const at = clock.now();
    const payload = { shownToAgent, before: this.rules().shownToAgent, byName: by.displayName };
    journal.append({ at, type: "monitor-rules-saved", contactId: null, agentId: by.userId, payload });
    this.#kept = { shownToAgent, changed: { at, by: by.displayName }, revision: revision + 1 };
    monitorRulesStore.saveMonitorRules(this.#kept);
    for (const { agentId } of monitors.all()) views.push(agentId);
    return this.#kept;
  }
}
