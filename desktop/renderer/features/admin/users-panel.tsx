import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Table } from "../../ui/table.tsx";
import { Tag } from "../../ui/tag.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { readUsers } from "./admin-api.ts";
import { NewUserDialog } from "./new-user-dialog.tsx";
import { QueryState } from "./query-state.tsx";
import { UserDialog } from "./user-dialog.tsx";
import styles from "./users-panel.module.css";

/** Who can sign in, as what; a row opens the person. */
export function UsersPanel() {
  const { t } = useTranslation("admin");
  const { http, session } = useConnection();
  const [search, setSearch] = useState("");
  const [dialog, setDialog] = useState<"new" | User | null>(null);
  const users = useQuery({ queryKey: ["users"], queryFn: ({ signal }) => readUsers(http, signal) });
  const wanted = search.trim().toLocaleLowerCase();
  const matches = ({ displayName, login }: User): boolean =>
    displayName.toLocaleLowerCase().includes(wanted) || login.includes(wanted);
  return (
    <div className={styles.panel}>
      <div className={styles.bar}>
        <div className={styles.search}>
          <SearchField label={t("users.search")} value={search} onChange={setSearch} data-testid="user-search" />
        </div>
        <Button tone="primary" icon="plus" onPress={() => setDialog("new")} data-testid="new-user">
          {t("users.new")}
        </Button>
      </div>
      <QueryState query={users}>
        {(all) => (
          <UserTable users={all.filter(matches)} ownId={session.user.userId} onOpen={(user) => setDialog(user)} />
        )}
      </QueryState>
      {dialog === "new" ? <NewUserDialog onClose={() => setDialog(null)} /> : null}
      {dialog !== null && dialog !== "new" ? (
        <UserDialog key={dialog.userId} user={dialog} onClose={() => setDialog(null)} />
      ) : null}
    </div>
  );
}

interface UserTableProps {
  readonly users: readonly User[];
  readonly ownId: string;
  readonly onOpen: (user: User) => void;
}

function UserTable({ users, ownId, onOpen }: UserTableProps) {
  const { t } = useTranslation("admin");
  if (users.length === 0) return <EmptyState icon="search" title={t("users.none")} hint={t("users.none-hint")} />;
  return (
    <Panel title={t("users.count", { count: users.length })} flush>
      <Table
        label={t("tab.users")}
        rows={users}
        rowId={(user) => user.userId}
        rowTestId="user-row"
        onOpen={onOpen}
        columns={[
          {
            id: "name",
            title: t("users.name"),
            cell: (user) => (
              <span className={styles.name}>
                {user.displayName} {user.userId === ownId ? <Tag tone="info">{t("users.you")}</Tag> : null}
              </span>
            ),
          },
          { id: "login", title: t("users.login"), cell: (user) => <code>{user.login}</code>, width: "14rem" },
          { id: "role", title: t("users.role"), cell: (user) => t(`common:role.${user.role}`), width: "11rem" },
          {
            id: "state",
            title: t("users.state"),
            width: "11rem",
            cell: (user) =>
              user.disabled ? (
                <Tag tone="bad" icon="close">
                  {t("users.disabled")}
                </Tag>
              ) : (
                <Tag tone="good" icon="check">
                  {t("users.active")}
                </Tag>
              ),
          },
        ]}
      />
    </Panel>
  );
}
