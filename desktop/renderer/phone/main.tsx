import { createRoot } from "react-dom/client";
import { claimRinging } from "../features/webphone/claim-ringing.ts";
import { openMicrophone } from "../features/webphone/open-microphone.ts";
import { PhoneController } from "../features/webphone/phone-controller.ts";
import { PhonePage } from "../features/webphone/phone-page.tsx";
import { requestLogin } from "../features/webphone/request-login.ts";
import "../ui/base.css";

/** Loaded beside the page, not before it: the visitor reads and chooses while the SIP stack arrives. */
const sipLine = import("../features/webphone/sip-phone-line.ts");
// Awaited again, with its error, when a line is opened.
sipLine.catch(() => undefined);

const phone = new PhoneController({
  requestLogin,
  claimRinging,
  openMicrophone,
  openLine: async (login, listener) => new (await sipLine).SipPhoneLine(login, listener),
});
void phone.load();

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<PhonePage phone={phone} />);
