import { useTranslation } from "react-i18next";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { DoNotCallPanel } from "./do-not-call/do-not-call-panel.tsx";
import { HoursPanel } from "./hours/hours-panel.tsx";
import { WaitingPanel } from "./waiting/waiting-panel.tsx";
import { HealthPanel } from "./health-panel.tsx";
import { MonitorRulesPanel } from "./monitoring/monitor-rules-panel.tsx";
import { PromptsPanel } from "./prompts-panel.tsx";
import { RoutingPanel } from "./routing/routing-panel.tsx";
import { UnsavedMark } from "./unsaved-mark.tsx";
import { useUnsavedForms } from "./use-form-draft.ts";
import { UsersPanel } from "./users-panel.tsx";

/** Users, routing, announcements and the health of the parts, for administrators. */
export function AdminView() {
  const { t } = useTranslation("admin");
  const { session } = useConnection();
  const unsaved = useUnsavedForms();
  const markOf = (tab: string) =>
    unsaved.some((form) => form === tab || form.startsWith(`${tab}/`)) ? <UnsavedMark /> : null;
  if (!roleAtLeast(session.user.role, "admin")) {
    return (
      <Page title={t("title")}>
        <EmptyState icon="sliders" title={t("no-permission")} hint={t("no-permission-hint")} />
      </Page>
    );
  }
  return (
    <Page title={t("title")} data-testid="admin-view">
      <Tabs
        label={t("title")}
        tabs={[
          { id: "users", label: t("tab.users"), content: <UsersPanel /> },
          { id: "routing", label: t("tab.routing"), mark: markOf("routing"), content: <RoutingPanel /> },
          { id: "hours", label: t("tab.hours"), mark: markOf("hours"), content: <HoursPanel /> },
          { id: "waiting", label: t("tab.waiting"), mark: markOf("waiting"), content: <WaitingPanel /> },
          { id: "monitoring", label: t("tab.monitoring"), mark: markOf("monitoring"), content: <MonitorRulesPanel /> },
          { id: "do-not-call", label: t("tab.do-not-call"), content: <DoNotCallPanel /> },
          { id: "prompts", label: t("tab.prompts"), content: <PromptsPanel /> },
          { id: "health", label: t("tab.health"), content: <HealthPanel /> },
        ]}
      />
    </Page>
  );
}
