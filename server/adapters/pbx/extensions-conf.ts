import { ECHO_EXTENSION } from "../../../shared/wire/console.ts";
import { confName, confValue } from "./conf-text.ts";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { CONTEXTS, SURVIVAL_AGENTS_VARIABLE, type PbxOptions, type SurvivalOptions } from "./pbx-options.ts";

/**
 * The dial plan: every call goes to Stasis at its first step. What follows runs only when the application is not there.
 *
 *   trunk ----> Stasis(app,inbound,DNIS) --FAILED--> survival: greet, queue the logged-in agents, else apologise
 *   web phone > Stasis(app,webphone,DNIS) -FAILED--> survival
 *                  ^------- after the greeting, and every 15 s of the queue: the application may be back -------'
 *   agent ----> Stasis(app,agent,DIALLED) -FAILED--> hang up;  echo-test: the exchange sends back what it hears
 *
 * An agent's context reaches Stasis only: a stolen SIP secret cannot call out by itself.
 * `h` is named so that the pattern for any DNIS does not catch the hang-up extension.
 */
export function extensionsConf(options: PbxOptions): string {
  const app = confName(options.appName);
  const general = ["[general]", "static = yes", "writeprotect = yes", "clearglobalvars = no", ""];
  if (options.role === "carrier")
    return [
      ...general,
      ...stasisContext(CONTEXTS.trunk, ANY, `Stasis(${app},inbound,${SAFE_EXTEN},${PRESENTATION})`, undefined),
    ].join("\n");
  return [
    ...general,
    ...stasisContext(CONTEXTS.trunk, ANY, `Stasis(${app},inbound,${SAFE_EXTEN},${PRESENTATION},${WAITED})`, "survival"),
    ...stasisContext(
      CONTEXTS.webphone,
      "_X!",
      `Stasis(${app},webphone,${SAFE_EXTEN},${PRESENTATION},${WAITED})`,
      "survival",
    ),
    ...stasisContext(CONTEXTS.agents, ANY, `Stasis(${app},agent,${SAFE_EXTEN},${PRESENTATION})`, undefined, echoTest()),
    ...survivalContext(options.survival ?? {}),
  ].join("\n");
}

/** Any DNIS however odd, printable ASCII first; anything else is answered 404 by PJSIP. (`_.` would do and warn.) */
const ANY = "_[!-~]!";

/** A dialled number as a Stasis argument: a comma in it would shift the arguments. */
const SAFE_EXTEN = "${FILTER(0-9A-Za-z+*#._,${EXTEN})}";

/** The check takes eight seconds. */
const ECHO_MAX_S = 30;

/** Whether the caller withheld the number; StasisStart does not say. */
const PRESENTATION = "${CALLERID(pres)}";

/** Seconds that the caller has waited in the survival dial plan; empty for one who has not been there. */
const WAITED = "${SURVIVAL_WAITED}";

/** Of the survival queue, until the application is asked for again. As long as it rings somebody; nobody is left with music for minutes. */
const SURVIVAL_ROUND_S = 15;

function stasisContext(
  name: string,
  pattern: string,
  stasis: string,
  onFailure: string | undefined,
  more: readonly string[] = [],
): string[] {
  return [
    `[${name}]`,
    "exten => h,1,NoOp()",
    ...more,
    `exten => ${pattern},1,${stasis}`,
    ...(onFailure === undefined
      ? [" same => n,Hangup()"]
      : [
          ' same => n,GotoIf($["${STASISSTATUS}" = "FAILED"]?away)',
          " same => n,Hangup()",
          // Filtered: a comma in what was dialled would shift the arguments of the Goto that leads back here.
          ` same => n(away),Set(DIALLED=${SAFE_EXTEN})`,
          " same => n,Set(DIALLED_IN=${CONTEXT})",
          ` same => n,Goto(${onFailure},s,1)`,
        ]),
    "",
  ];
}

/** Agents check their headset and network against the exchange itself; nobody else is reached by it. */
function echoTest(): string[] {
  return [
    `exten => ${ECHO_EXTENSION},1,Set(TIMEOUT(absolute)=${ECHO_MAX_S})`,
    " same => n,Answer()",
    " same => n,Echo()",
    " same => n,Hangup()",
  ];
}

function survivalContext(survival: SurvivalOptions): string[] {
  const greeting = soundName(survival.greetingSound ?? "queue-thankyou");
  const apology = soundName(survival.apologySound ?? "vm-sorry");
  const waitMax = Math.max(10, Math.trunc(survival.waitMaxSeconds ?? 600));
  return [
    "[survival]",
    "exten => h,1,NoOp()",
    'exten => s,1,GotoIf($["${SURVIVAL_SINCE}" != ""]?wait)',
    " same => n,Set(SURVIVAL_SINCE=${EPOCH})",
    " same => n,Answer()",
    " same => n,Wait(0.5)",
    ` same => n,Playback(${greeting})`,
    // A server that was only started anew is back by now.
    " same => n,Goto(back)",
    ` same => n(wait),GotoIf($[\${EPOCH} - \${SURVIVAL_SINCE} >= ${waitMax}]?sorry)`,
    ` same => n,Set(LEFT=\${${SURVIVAL_AGENTS_VARIABLE}})`,
    ' same => n(add),GotoIf($["${LEFT}" = ""]?queue)',
    " same => n,Set(MEMBER=${SHIFT(LEFT,&)})",
    // Known members are left as they are (AQMSTATUS=MEMBERALREADY); logged-out ones are invalid devices and never rung.
    " same => n,AddQueueMember(survival,PJSIP/${MEMBER})",
    " same => n,Goto(add)",
    ` same => n(queue),Queue(survival,b(survival-leg^s^1),,,${Math.min(SURVIVAL_ROUND_S, waitMax)})`,
    ' same => n,GotoIf($["${QUEUESTATUS}" != "TIMEOUT"]?sorry)',
    // Whoever was in front of those who came later is in front of them again.
    " same => n,Set(QUEUE_PRIO=$[0${QUEUE_PRIO} + 1])",
    " same => n(back),Set(SURVIVAL_WAITED=$[${EPOCH} - ${SURVIVAL_SINCE}])",
    " same => n,Goto(${DIALLED_IN},${DIALLED},1)",
    ` same => n(sorry),Playback(${apology})`,
    " same => n,Hangup()",
    "",
    "[survival-leg]",
    // Tells the desktop why it rings although no server announced a call.
    "exten => s,1,Set(PJSIP_HEADER(add,X-Cordboard-Survival)=1)",
    " same => n,Return()",
    "",
  ];
}

function soundName(name: string): string {
  if (!/^[A-Za-z0-9/_.-]{1,200}$/.test(name))
    throw new StartUpError("config-invalid", `"${name.slice(0, 60)}" is not a sound name`);
  return confValue(name);
}
