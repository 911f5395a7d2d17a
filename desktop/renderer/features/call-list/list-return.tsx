import { useEffect, useRef } from "react";
import { useAgentView } from "../../connection/use-connection.ts";
import { navigate } from "../../navigation/use-route.ts";

/** Mounted once by the shell: after the wrap-up of a call from a list the agent is back at the list, for the next one. */
export function ListReturn() {
  const view = useAgentView();
  const cameFromList = useRef(false);
  const contact = view?.contact ?? null;
  useEffect(() => {
    if (contact !== null) {
      cameFromList.current = contact.callListEntry !== null;
    } else if (cameFromList.current) {
      cameFromList.current = false;
      navigate({ view: "lists" });
    }
  }, [contact]);
  return null;
}
