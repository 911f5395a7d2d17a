import { flowContext } from "../flow-context.ts";
import { flowSetup } from "../flow-setup.ts";

/** No prompt, no answer: the caller goes to the queue of the entry point at once. */
export const directFlow = flowSetup.createMachine({
  id: "direct",
  description: "Calls that go straight to a queue without a word.",
  context: ({ input }) => flowContext(input),
  initial: "toQueue",
  states: {
    toQueue: { type: "final", description: "The caller waits in the queue of the number they dialled." },
  },
});
