import { useTranslation } from "react-i18next";
import { ROLES, type Role } from "../../../../shared/domain/user.ts";
import { Select } from "../../ui/select.tsx";

interface RoleSelectProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

/** The role with what it may do. */
export function RoleSelect({ value, onChange }: RoleSelectProps) {
  const { t } = useTranslation("admin");
  return (
    <Select
      label={t("users.role")}
      description={t(`role-may.${value}`)}
      options={ROLES.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
      value={value}
      onChange={onChange}
      data-testid="user-role"
    />
  );
}
