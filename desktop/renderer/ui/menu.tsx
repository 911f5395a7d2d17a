import type { ReactElement, ReactNode } from "react";
import { Header } from "react-aria-components/Header";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
} from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { Kbd } from "./kbd.tsx";
import popup from "./popup.module.css";

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Drawn before the label instead of an icon, e.g. a state's shape. */
  readonly mark?: ReactNode;
  readonly shortcut?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
}

export interface MenuSection {
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
}

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** What the menu is, for screen readers. */
  readonly label: string;
  readonly sections: readonly MenuSection[];
  readonly onAction: (id: string) => void;
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly placement?: "bottom start" | "bottom end" | "top start" | "right bottom";
}

/** A menu whose entries carry `data-testid="menu-<id>"`. It is not modal: a click elsewhere does what it says. */
export function Menu({
  trigger,
  label,
  sections,
  onAction,
  isOpen,
  onOpenChange,
  placement = "bottom start",
}: MenuProps) {
  return (
    <MenuTrigger
      {...(isOpen === undefined ? {} : { isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger}
      <Popover className={popup.popover} placement={placement} isNonModal>
        <AriaMenu className={popup.list} aria-label={label} onAction={(key) => onAction(String(key))}>
          {sections.map((section, index) => (
            <AriaMenuSection
              key={section.title ?? index}
              {...(section.title === undefined ? { "aria-label": label } : {})}
            >
              {section.title === undefined ? null : <Header className={popup.heading}>{section.title}</Header>}
              {section.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </AriaMenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  return (
    <AriaMenuItem
      id={entry.id}
      textValue={entry.label}
      isDisabled={entry.disabled === true}
      className={popup.item}
      data-testid={`menu-${entry.id}`}
    >
      {entry.mark ?? (entry.icon === undefined ? null : <Icon name={entry.icon} />)}
      <span className={popup.text}>{entry.label}</span>
      {entry.checked === true ? <Icon name="check" size={14} /> : null}
      {entry.shortcut === undefined ? null : <Kbd keys={entry.shortcut} />}
    </AriaMenuItem>
  );
}
