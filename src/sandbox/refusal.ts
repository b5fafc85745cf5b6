/** Why the sandbox does not start, in a sentence that says what to do. */
export class SandboxRefusal extends Error {}
