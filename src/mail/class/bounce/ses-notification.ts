/** Amazon SES as relayed by its notification service: JSON instead of a report. */
export function readSesNotification(
  text: string,
): { recipient: string | null; status: string | null; diagnostic: string } | null {
  const start = text.trimStart().slice(0, 20_000);
  if (!/^\{.{0,2000}"(?:notificationType|eventType)"\s*:\s*"(?:Bounce|Complaint)"/s.test(start)) return null;
  return {
    recipient: /"emailAddress"\s*:\s*"([^"\s]+@[^"\s]+)"/.exec(start)?.[1] ?? null,
    status: /"status"\s*:\s*"([245]\.\d+\.\d+)"/.exec(start)?.[1] ?? null,
    diagnostic: /"diagnosticCode"\s*:\s*"([^"]*)"/.exec(start)?.[1] ?? '',
  };
}
