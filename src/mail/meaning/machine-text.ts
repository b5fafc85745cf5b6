/**
 * Lines that programs wrote and people paste: logs, stack traces, statements, commands and their output. Their words
 * say nothing about the language, the wishes or the mood of the person who sends them.
 *
 * @internal tests look at it
 */
export const MACHINE_LINE: readonly RegExp[] = [
  // A date or a time of day before a level, a logger or a bracket: the head of a log line.
  /^\W{0,3}(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\/[A-Z][a-z]{2}\/\d{4}|[A-Z][a-z]{2} {1,2}\d{1,2})[T ,:]{1,2}\d{1,2}:\d{2}/,
  /^\W{0,3}\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?\s+[[A-Za-z]/,
  /^\W{0,3}(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|FATAL|CRITICAL|SEVERE|PANIC)\b[\]:|\s-]/,
  // Frames of Java, JavaScript and C#, Python, Go, PHP and native programs.
  /^\s*(?:at|bei|à|в)\s+[\w$.<>/@[\] ]+\(|^\s*at\s+\S+:\d/,
  /^\s*(?:File ".*", line \d|Traceback \(most recent|Caused by:|\.{3} \d+ more|#\d+\s.*[(:]|goroutine \d)/,
  // A qualified name of an exception, with or without its message.
  /^\s*(?:Exception in thread .*|Unhandled .*|Uncaught .*|(?:[a-z_]\w*\.)+[A-Z]\w*(?:[:(].*)?|(?:[A-Z]\w*)?(?:Error|Exception|Fault|Warning)\s*:.*)$/,
  // Compilers and make.
  /^\s*[\w./\\-]+[:(]\d+(?:[:,]\d+)*\)?\s*:\s*(?:fatal )?(?:error|warning|note)\b/i,
  /^\s*(?:In file included from|compilation terminated|make(?:\[\d+\])?: |npm ERR!|error\[E\d+\])/,
  // Statements of SQL and what databases answer.
  /^\s*(?:SELECT\b.*\bFROM\b|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|(?:CREATE|ALTER|DROP)\s+\w|WITH\s+\w+\s+AS|FROM\s+\S|WHERE\s+\S+\s*[=<>]|(?:LEFT |RIGHT |INNER )?JOIN\s+\S|GROUP\s+BY|ORDER\s+BY|HAVING\b|VALUES\s*\(|LIMIT\s+\d)/i,
  /^\s*(?:ORA|TNS|PLS|SQL|DB2|SP2)-?\d{3}|^\s*(?:ERROR|SQLSTATE|DETAIL|HINT|CONTEXT)\b.*[:=[]/,
  // A prompt before a command; protocol lines; curl's marks.
  /^\s*(?:[\w.-]+@[\w.-]+[:~ ][^$#>]*)?[$#>%]\s+\S|^[A-Za-z]:\\|^PS [A-Z]:\\/,
  /^\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+\/|^\s*HTTP\/\d|^\s*[<>*]\s+[\w-]+:/,
  // Structures: JSON, XML, code, configuration, key=value.
  /^\s*[{}[\]"][^\p{L}]*$|^\s*"[^"]+"\s*:|^\s*<\/?[A-Za-z][\w:.-]*(?:\s+[\w:-]+=[^>]*)?\s*\/?>|[;{}]\s*$/u,
  /^\s*[\w.-]+\s*=\s*\S+\s*$|(?:\b[\w.-]+=\S.*){2}/,
  // Output in columns, rules and progress.
  /^\s*[-=+|*_.#]{4}|^\s*\|.*\|\s*$/,
];

/** Characters of a line that decide. */
const DECIDING = 300;

/** Whether a program wrote the line. */
export const isMachineLine = (line: string): boolean => {
  const head = line.slice(0, DECIDING);
  return MACHINE_LINE.some((pattern) => pattern.test(head));
};
