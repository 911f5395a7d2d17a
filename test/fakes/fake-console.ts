import type { User } from "../../shared/domain/user.ts";
import type { AgendaPush, AgentView, ContactTimeline } from "../../shared/wire/console.ts";
import type { Wallboard } from "../../shared/wire/wallboard-schemas.ts";
import type { Notice } from "../../shared/wire/notice-schema.ts";
import type { WaitingLine } from "../../shared/wire/waiting-line-schema.ts";
import type { ConsoleConnection } from "../../server/ports/console-app.ts";

/** A console in memory: keeps what it was sent; `paints` decides whether an offer is painted in time, and when. */
export class FakeConsole implements ConsoleConnection {
  readonly views: AgentView[] = [];
  readonly timelines: ContactTimeline[] = [];
  readonly notices: Notice[] = [];
  readonly agendas: AgendaPush[] = [];
  readonly lines: WaitingLine[] = [];
  board: Wallboard | null = null;
  endedBecause: string | null = null;
  paints: boolean | ((limitMs: number) => Promise<boolean>) = true;
  readonly connectionId: string;
  readonly user: User;
  readonly clientKind = "console";

  constructor(connectionId: string, user: User) {
    this.connectionId = connectionId;
    this.user = user;
  }

  get view(): AgentView {
    const last = this.views.at(-1);
    if (!last) throw new Error("no view was sent yet");
    return last;
  }

  async pushView(view: AgentView, limitMs: number): Promise<boolean> {
    this.views.push(structuredClone(view));
    return typeof this.paints === "boolean" ? this.paints : this.paints(limitMs);
  }

  pushTimeline(timeline: ContactTimeline): void {
    this.timelines.push(structuredClone(timeline));
  }

  pushWallboard(board: Wallboard): void {
    this.board = structuredClone(board);
  }

  pushNotice(notice: Notice): void {
    this.notices.push(notice);
  }

  pushAgenda(agenda: AgendaPush): void {
    this.agendas.push(structuredClone(agenda));
  }

  pushWaitingLine(line: WaitingLine): void {
    this.lines.push(structuredClone(line));
  }

  end(because: string): void {
    this.endedBecause = because;
  }
}
