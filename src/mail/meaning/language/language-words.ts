/** By what a language is told: words, letters and scripts, one row a language. */

/** Frequent short words by language, for languages that share a script. */
const WORDS: Readonly<Record<string, string>> = {
  en: 'the and you to of is that for it in have with this be are not on your we can was but from will would please thanks thank any what when which there has been i my our do if hi hello regards best know just an at me could should about get how all so as or by see dear',
  de: 'der die das und ich sie nicht ist mit wir ein eine zu den auf für es von haben sich auch dem dass bei bitte noch wie aber mein ihre ihr hallo danke kann werden sind im als nach grüße grüßen hat oder wenn vielen um aus wurde an war schon am zum zur des einen einem geht wieder immer nochmal hab mehr nur alles jetzt anderer vergessen funktioniert problem gelöst sehr geehrte damen herren mfg uns unser unsere diese dieser dieses wenn was wo warum weil über unter gibt keine kein',
  fr: 'le la les de des et un une est que je vous nous pas pour dans sur avec ce qui au il en ne mais plus bonjour merci votre notre mon cette du sont par être avez ai suis ou cordialement si sans tout bien aux fait mes vos nouveau nouvelle nom prénom société téléphone adresse voici toujours encore marche fonctionne problème résolu aucun comme très',
  es: 'el la los las de que y en un una es por con para no se su lo le al del como más pero este esta hola gracias usted nos mi muy está tengo puede favor saludos si ya todo sobre desde cuando funciona problema sigue igual ahora siempre nada así adjunto correo también estoy estamos',
  pt: 'o a os as de que e em um uma é por com para não se do da no na mais mas como esta este olá obrigado obrigada você nós meu minha foi são está pelo seu sua ao dos das muito isso tem já',
  it: 'il lo la i gli le di che e un una è per con non si del della nel ma come più questo questa ciao grazie sono ho ha alla dei mi ci anche buongiorno saluti cordiali vi da su al nella essere',
  nl: 'de het een en van ik je is niet dat in op te met voor zijn er maar we u aan ook bij als om naar deze dit wij heb hebben kan groet groeten bedankt mijn uw geen nog wordt hoi zou jullie',
  sv: 'och att det som en på är av för med inte jag du den till har ett vi om men hej tack kan från ska så eller din mvh hälsningar vara detta skulle när',
  da: 'og at det er en på af for med ikke jeg du den til har et vi om men hej tak kan fra skal så eller din hilsen venlig være dette når lyder godt mail',
  nb: 'og at det er en på av for med ikke jeg du den til har et vi om men hei takk kan fra skal så eller din hilsen vennlig være dette når også etter',
  fi: 'ja on ei että se oli kun niin mutta hän tai myös ole olen sinun minun kiitos hei terveisin voi tämä mitä olisi kanssa jos vain nyt',
  pl: 'i w na nie to się z do jest że o jak ale co za po dla od czy mam proszę dziękuję dzień dobry przez tak już pozdrawiam być oraz tego jeszcze mnie są',
  cs: 'a v na se je to že s do z o jako ale pro od by jsem děkuji dobrý den prosím jsou tak už co pozdravem když být nebo má není této',
  sk: 'a v na sa je to že s do z o ako ale pre od by som ďakujem dobrý deň prosím sú tak už čo pozdravom keď byť alebo nie',
  hu: 'a az és hogy nem is van egy ez de meg csak köszönöm kedves üdvözlettel azt volt már ha vagy kérem még lesz nekem itt tisztelt ki fel',
  ro: 'și de la în nu că este un o cu pe pentru mai din care să am dar sunt vă mulțumesc bună ziua ce sau fost acest',
  tr: 've bir bu için ile de da ne çok var mı değil ben siz merhaba teşekkürler olarak gibi daha sonra olan iyi ama teşekkür lütfen',
  vi: 'và của là không có tôi cho được các một này với xin chào cảm ơn bạn trong những người đã',
  id: 'dan yang di untuk tidak dengan ini dari saya anda itu ke pada adalah terima kasih akan atau juga sudah bisa mohon',
  ca: 'i que de el la els les en un una és per amb no es però més com gràcies hola bon dia aquest',
  hr: 'i u na je da se za od s su ali kao što nije hvala poštovani može sam lijep pozdrav',
};

/** The languages of a word. */
export const BY_WORD = new Map<string, string[]>();
for (const [language, words] of Object.entries(WORDS)) {
  for (const word of words.split(' ')) BY_WORD.set(word, [...(BY_WORD.get(word) ?? []), language]);
}

/** Letters that only some languages have: each counts like a word. */
export const OWN_LETTERS: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['de', /ß|[äöü]/giu],
  ['fr', /[çœêèàùâîôû]|[cdjlmnqst]['’](?=\p{L})/giu],
  ['es', /[ñ¿¡]/giu],
  ['pt', /[ãõ]|ção|ções/giu],
  ['pl', /[łąęśźżćń]/giu],
  ['cs', /[ěřů]/giu],
  ['hu', /[őű]/giu],
  ['ro', /[țșşţă]/giu],
  ['tr', /[ğıİ]/giu],
  ['vi', /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư]/giu],
  ['da', /[æø]/giu],
  ['nb', /[æø]/giu],
  ['sv', /[äå]/giu],
  ['fi', /(?:ää|öö|yy)/giu],
];

/** Those that need no letter beyond ASCII. */
export const OWN_IN_ASCII = OWN_LETTERS.filter(([language]) => language === 'fr' || language === 'fi');

/** Scripts of few languages. */
export const SCRIPTS: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
];
