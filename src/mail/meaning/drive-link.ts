/** Hosts that hold oversized attachments. */
const DRIVES =
  /https?:\/\/(?:[\w-]+\.)*(?:mail\.qq\.com\/cgi-bin\/ftnExs|wx\.mail\.qq\.com\/ftn|exmail\.qq\.com|mail\.(?:163|126|yeah)\.(?:com|net)\/large|pan\.baidu\.com|yun\.baidu\.com|weiyun\.com|aliyundrive\.com|alipan\.com|jianguoyun\.com|115\.com|cowtransfer\.com|lanzou\w?\.com|123pan\.com|quark\.cn|drive\.google\.com|docs\.google\.com|dropbox\.com|onedrive\.live\.com|1drv\.ms|[\w-]+\.sharepoint\.com|wetransfer\.com|we\.tl|icloud\.com\/(?:attachment|iclouddrive)|mega\.nz|box\.com|fj\.139\.com|mail\.sina\.com\.cn)[^\s<>"'）)\]，。]*/giu;
const EXPIRY =
  /(?:到期|过期|有效期|失效|expires?|valid until|available until|expiration)[^\n\d]{0,20}((?:19|20)\d\d[年/.-]\s?\d{1,2}[月/.-]\s?\d{1,2}日?(?:[ T]?\d{1,2}:\d{2})?|\d{1,3}\s*(?:天|小时|days?|hours?)|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|无限期|永久)|((?:19|20)\d\d[年/.-]\s?\d{1,2}[月/.-]\s?\d{1,2}日?(?:[ T]?\d{1,2}:\d{2})?)\s*(?:到期|过期|失效)/iu;

/** Most links worth showing. */
const MOST_LINKS = 20;

/** Cloud-drive links in a text with the name before them and their expiry, as written nearby. */
export function readDriveLinks(text: string): { url: string; name?: string; expires?: string }[] {
  if (!text.includes('://')) return [];
  const lines = text.split('\n');
  const links: { url: string; name?: string; expires?: string }[] = [];
  lines.forEach((line, index) => {
    if (!line.includes('://')) return;
    for (const match of line.matchAll(DRIVES)) {
      if (links.length >= MOST_LINKS || links.some((link) => link.url === match[0])) continue;
      const around = [
        line,
        lines[index + 1] ?? '',
        lines[index - 1] ?? '',
        lines[index + 2] ?? '',
        lines[index - 2] ?? '',
      ];
      const expiry = around.map((near) => EXPIRY.exec(near)).find((found) => found !== null);
      const name = around
        .map(
          (near) =>
            /[^\s:：<>|"'（(【[]+\.(?:zip|rar|7z|tar|gz|log|txt|docx?|xlsx?|pptx?|pdf|mp4|mov|avi|png|jpe?g|iso|csv|sql|bak|dmp)\b/iu.exec(
              near.replace(DRIVES, ''),
            )?.[0],
        )
        .find((found) => found !== undefined);
      const expires = expiry?.[1] ?? expiry?.[2];
      links.push({
        url: match[0],
        ...(name === undefined ? {} : { name }),
        ...(expires === undefined ? {} : { expires }),
      });
    }
  });
  return links;
}
