const TRADITIONAL =
  '問沒還單報處決們請麼關閉結進辦現當個幾這邊幫詢給發嗎謝兩務題總煩過終狀態師體團隊門項營誰為諮訴聽協與開東後來說於電長車馬見貝頁時間對應該從';
const SIMPLIFIED =
  '问没还单报处决们请么关闭结进办现当个几这边帮询给发吗谢两务题总烦过终状态师体团队门项营谁为咨诉听协与开东后来说于电长车马见贝页时间对应该从';

const WRITTEN_TRADITIONALLY = new RegExp(`[${TRADITIONAL}]`, 'gu');
const inSimplified = (character: string): string => SIMPLIFIED[TRADITIONAL.indexOf(character)] ?? character;

/** The text with the traditional characters that questions to the desk are written with in their simplified form. */
export const simplified = (text: string): string => text.replace(WRITTEN_TRADITIONALLY, inSimplified);
