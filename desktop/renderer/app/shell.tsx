import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { roleAtLeast } from "../../../shared/domain/user.ts";
import { useConnection, useConsoleState } from "../connection/use-connection.ts";
import { useRefetchFailed } from "../connection/use-refetch-failed.ts";
import { useTakesCalls } from "../connection/use-takes-calls.ts";
import { ListReturn } from "../features/call-list/list-return.tsx";
import { Dialing } from "../features/dialing/dial-dialog.tsx";
import { HealthBanner } from "../features/health/health-banner.tsx";
import { CallStrip } from "../features/interaction/call-strip.tsx";
import { useMonitorAway } from "../features/monitoring/use-monitor-away.ts";
import { useTourDue } from "../features/tour/use-tour-due.ts";
import { addViewTexts } from "../i18n/start-i18n.ts";
import { useShortcut } from "../keyboard/use-shortcut.ts";
import { navigate, useRoute } from "../navigation/use-route.ts";
import { NoticeRegion } from "../ui/notices.tsx";
import { Later } from "../ui/later.tsx";
import { laterPart } from "../ui/later-part.tsx";
import { PaletteTypeAhead } from "./palette-type-ahead.tsx";
import { Rail } from "./rail.tsx";
import { ShellLink } from "./shell-link.tsx";
import styles from "./shell.module.css";
import { TopBar } from "./top-bar.tsx";
import { View } from "./view.tsx";

// Fetched once the desk stands: who types behind Ctrl+K must not type into nothing.
const loadPalette = () => import("./palette.tsx");
const Palette = laterPart(async () => (await loadPalette()).Palette);
const loadOverlay = () => import("../features/shortcuts/shortcut-overlay.tsx");
const ShortcutOverlay = laterPart(async () => (await loadOverlay()).ShortcutOverlay);
// For those who may listen: they must be able to stop whatever becomes of the network.
const loadMonitorStrip = () => import("../features/monitoring/monitor-strip.tsx");
const MonitorStrip = laterPart(async () => (await loadMonitorStrip()).MonitorStrip);
const FirstTour = laterPart(async () => (await import("../features/tour/first-tour.tsx")).FirstTour);
const LATER_LOAD_AFTER_MS = 500;

/** The frame around every view. The call is always in it: in the desk, or as a strip above anything else. */
export function Shell({ onSignOut }: { readonly onSignOut: () => void }) {
  const { t, i18n } = useTranslation("shell");
  const { view } = useConsoleState();
  const mayListen = roleAtLeast(useConnection().session.user.role, "supervisor");
  const route = useRoute();
  const contact = view?.contact ?? null;
  const [helpOpen, setHelpOpen] = useState(false);
  useShortcut("help", () => setHelpOpen((before) => !before));
  const tour = useTourDue();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [typedAhead, setTypedAhead] = useState("");
  useShortcut("palette", () => {
    setTypedAhead("");
    setPaletteOpen((before) => !before);
  });
  useShortcut("search", () => navigate({ view: "search" }), route.view !== "search");
  useShortcut("go-check", () => navigate({ view: "check" }));
  useEffect(() => {
    const parts = [loadPalette, loadOverlay, ...(mayListen ? [loadMonitorStrip] : [])];
    // A failed fetch is tried again, and told, when it is opened.
    const load = () => void Promise.all([...parts.map((part) => part()), addViewTexts(i18n)]).catch(() => undefined);
    const timer = setTimeout(load, LATER_LOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [i18n, mayListen]);
  useGoToDesk();
  useMonitorAway();
  useHome();
  useRefreshAfterContact();
  useRefetchFailed();
  return (
    <div className={styles.shell} data-call={contact !== null} data-two-calls={contact?.second != null}>
      <a href="#main" className={styles.skip} onClick={(event) => skipToMain(event)}>
        {t("skip")}
      </a>
      <Rail onHelp={() => setHelpOpen(true)} />
      <div className={styles.column}>
        <TopBar onSignOut={onSignOut} />
        <HealthBanner />
        {contact !== null && route.view !== "desk" ? (
          <CallStrip key={contact.context.contactId} contact={contact} />
        ) : null}
        {view?.monitor == null ? null : (
          <Later>
            <MonitorStrip key={view.monitor.monitorId} monitor={view.monitor} />
          </Later>
        )}
        <main id="main" className={styles.main} tabIndex={-1}>
          <View route={route} />
        </main>
      </div>
      <div className={styles.popupRoom} data-popup-room />
      <NoticeRegion label={t("common:notices")} dismissLabel={t("common:dismiss")} />
      {helpOpen ? (
        <Later onFailed={() => setHelpOpen(false)}>
          <ShortcutOverlay onClose={() => setHelpOpen(false)} />
        </Later>
      ) : null}
      {paletteOpen ? (
        <Later
          onFailed={() => setPaletteOpen(false)}
          meanwhile={<PaletteTypeAhead onText={setTypedAhead} onClose={() => setPaletteOpen(false)} />}
        >
          <Palette begunWith={typedAhead} onClose={() => setPaletteOpen(false)} onSignOut={onSignOut} />
        </Later>
      ) : null}
      {tour === null ? null : (
        // With its texts among the desk's: who comes for the first time does not wait for those of all views.
        <Later speaksAsDesk>
          <FirstTour key={tour} />
        </Later>
      )}
      <Dialing />
      <ListReturn />
      <ShellLink />
    </div>
  );
}

/** A new offer or a call being dialled comes to the desk by itself: the customer is to be seen before the ring. */
function useGoToDesk(): void {
  const { view } = useConsoleState();
  const contact = view?.contact ?? null;
  const arrives = contact?.phase === "offered" || contact?.phase === "dialing";
  const arrival = arrives ? `${contact.context.contactId} ${contact.offerId}` : null;
  useEffect(() => {
    if (arrival !== null) navigate({ view: "desk" });
  }, [arrival]);
}

/** Who takes no calls has no desk: a supervisor begins at the wallboard, anybody else at the search. */
function useHome(): void {
  const takesCalls = useTakesCalls();
  const { role } = useConnection().session.user;
  const { view } = useRoute();
  useEffect(() => {
    // In place of the desk: whoever goes back past it would be sent here again.
    if (takesCalls === false && view === "desk")
      navigate({ view: roleAtLeast(role, "supervisor") ? "wallboard" : "search" }, "same");
  }, [takesCalls, view, role]);
}

/** A contact that is over stands in the lists and in the customer's record. */
function useRefreshAfterContact(): void {
  const queries = useQueryClient();
  const { view } = useConsoleState();
  const contactId = view?.contact?.context.contactId ?? null;
  useEffect(() => {
    if (contactId === null) return undefined;
    return () => {
      void queries.invalidateQueries({ queryKey: ["contacts"] });
      void queries.invalidateQueries({ queryKey: ["customers"] });
    };
  }, [queries, contactId]);
}

/** The address's hash is the route, so the link must not change it. */
function skipToMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
