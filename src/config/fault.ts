/** One thing wrong with the configuration. The message says what to write instead. */
export type Fault = {
  /** The configuration file, or `environment`. */
  readonly file: string;
  readonly line: number | null;
  /** The key with its path (`staff[0].email`), or the variable; empty when the file as a whole is meant. */
  readonly key: string;
  readonly message: string;
};

/** All faults of a configuration together. The command line ends with exit code 78. */
export class ConfigError extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(faultLine).join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const faultLine = (fault: Fault): string =>
  `${fault.file}${fault.line === null ? '' : `:${fault.line}`}: ${fault.key ? `${fault.key}: ` : ''}${fault.message}`;

export const environmentFault = (key: string, message: string): Fault => ({
  file: 'environment',
  line: null,
  key,
  message,
});

/** A path into the configuration as people write it: `mailboxes[0].imap.tls`. */
export const keyText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  );
