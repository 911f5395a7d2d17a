import type { RefObject } from "react";
import { Autocomplete, useFilter } from "react-aria-components/Autocomplete";
import { Header } from "react-aria-components/Header";
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuSection as AriaMenuSection } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { useHangOn } from "./hang-on.ts";
import { Icon } from "./icon.tsx";
import { Kbd } from "./kbd.tsx";
import type { MenuEntry, MenuProps } from "./menu.tsx";
import { popupRoom } from "./popup-room.ts";
import { TextField } from "./text-field.tsx";
import popup from "./popup.module.css";

interface MenuPopupProps
  extends Pick<MenuProps, "label" | "sections" | "onAction" | "placement" | "belowBars" | "searchLabel"> {
  readonly triggerRef: RefObject<HTMLButtonElement | null>;
  readonly autoFocus: "first" | "last";
  readonly onClose: () => void;
}

/** What a menu opens. A chunk of its own: overlays and lists weigh more than the rest of the sign-in page. */
export function MenuPopup({
  triggerRef,
  label,
  sections,
  onAction,
  placement,
  belowBars,
  autoFocus,
  searchLabel,
  onClose,
}: MenuPopupProps) {
  const { contains } = useFilter({ sensitivity: "base" });
  const hanging = useHangOn({ triggerRef, isOpen: true, close: onClose });
  const list = (
    <AriaMenu
      className={popup.list}
      aria-label={label}
      {...(searchLabel === undefined ? { autoFocus } : {})}
      onClose={onClose}
      onAction={(key) => onAction(String(key))}
    >
      {sections.map((section, index) => (
        <AriaMenuSection key={section.title ?? index} {...(section.title === undefined ? { "aria-label": label } : {})}>
          {section.title === undefined ? null : <Header className={popup.heading}>{section.title}</Header>}
          {section.entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </AriaMenuSection>
      ))}
    </AriaMenu>
  );
  return (
    <Popover
      className={popup.popover}
      {...(belowBars === true ? { "data-below-bars": "" } : {})}
      // Those of the bar at the top are moved below the bars by the style; all others find their room there.
      {...(belowBars === true ? {} : popupRoom())}
      placement={placement ?? "bottom start"}
      isNonModal
      triggerRef={triggerRef}
      isOpen
      offset={hanging.offset}
      onOpenChange={(isOpen) => {
        if (!isOpen) hanging.close();
      }}
    >
      {searchLabel === undefined ? (
        list
      ) : (
        <Autocomplete filter={contains}>
          <div className={popup.search}>
            <TextField
              label={searchLabel}
              labelHidden
              placeholder={searchLabel}
              autoFocus
              before={<Icon name="search" />}
              data-testid="menu-search"
            />
          </div>
          {list}
        </Autocomplete>
      )}
    </Popover>
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
