import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { roleAtLeast } from "../../../shared/domain/user.ts";
import { useConnection, useConsoleState } from "../connection/use-connection.ts";
import { useRememberView } from "../navigation/came-from.ts";
import type { Route } from "../navigation/route.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { ViewTexts } from "../i18n/view-texts.tsx";
import { laterPart } from "../ui/later-part.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Desk } from "./desk.tsx";
import { ViewFailed } from "./view-failed.tsx";

// The desk is part of the first load; everything else comes when it is wanted.
const SearchView = laterPart(async () => (await import("../features/customers/search-view.tsx")).SearchView);
const CustomerView = laterPart(async () => (await import("../features/customers/customer-view.tsx")).CustomerView);
const HistoryView = laterPart(async () => (await import("../features/history/history-view.tsx")).HistoryView);
const AgendaView = laterPart(async () => (await import("../features/agenda/agenda-view.tsx")).AgendaView);
const WaitingInboxView = laterPart(
  async () => (await import("../features/waiting-inbox/waiting-inbox-view.tsx")).WaitingInboxView,
);
const SettingsPage = laterPart(async () => (await import("./settings-page.tsx")).SettingsPage);
const AudioCheckView = laterPart(
  async () => (await import("../features/audio-check/audio-check-view.tsx")).AudioCheckView,
);
const CallListView = laterPart(async () => (await import("../features/call-list/call-list-view.tsx")).CallListView);
const AdminView = laterPart(async () => (await import("../features/admin/admin-view.tsx")).AdminView);
const ContactJournalView = laterPart(
  async () => (await import("../features/admin/contact-journal-view.tsx")).ContactJournalView,
);
const WallboardView = laterPart(async () => (await import("../features/wallboard/wallboard-view.tsx")).WallboardView);

/** The view of a route, in a boundary of its own: what breaks here leaves the call alone. */
export function View({ route }: { readonly route: Route }) {
  const { t } = useTranslation("shell");
  useRememberView(route);
  return (
    <ErrorBoundary key={route.view} fallback={(retry) => <ViewFailed onRetry={retry} />}>
      <Suspense fallback={<Skeleton label={t("common:loading")} lines={6} />}>
        {route.view === "desk" ? (
          <Routed route={route} />
        ) : (
          <ViewTexts>
            <Routed route={route} />
          </ViewTexts>
        )}
      </Suspense>
    </ErrorBoundary>
  );
}

function Routed({ route }: { readonly route: Route }): ReactNode {
  const { t } = useTranslation("shell");
  const { view } = useConsoleState();
  const { user } = useConnection().session;
  const forbidden = <EmptyState icon="info" title={t("forbidden.title")} hint={t("forbidden.hint")} />;
  switch (route.view) {
    case "desk":
      return view === null ? <Skeleton label={t("starting")} lines={6} /> : <Desk view={view} />;
    case "search":
      return <SearchView />;
    case "customer":
      return <CustomerView key={route.customerId} customerId={route.customerId} />;
    case "history":
      return <HistoryView route={route} />;
    case "agenda":
      return <AgendaView />;
    case "waiting":
      return <WaitingInboxView />;
    case "settings":
      return <SettingsPage />;
    case "check":
      return <AudioCheckView />;
    case "wallboard":
      return roleAtLeast(user.role, "supervisor") ? <WallboardView /> : forbidden;
    case "lists":
      return <CallListView />;
    case "admin":
      return roleAtLeast(user.role, "admin") ? <AdminView /> : forbidden;
    case "contact":
      return <ContactJournalView key={route.contactId} contactId={route.contactId} />;
  }
}
