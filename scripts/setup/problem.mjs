/** Something that a person can put right; its message is the one line that is shown instead of a stack. */
export class SetupProblem extends Error {}
