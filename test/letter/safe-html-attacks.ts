/**
 * HTML that runs a script or fetches something when it is shown as it is: vectors put into the places a mail offers.
 * What number N does, its page or the server at `port` learns: `window.ran` is set, or `/N/…` is asked for.
 */
export function attacks(port: number): string[] {
  const vectors = [...EVENTS.flatMap(eventVectors), ...SCRIPTS, ...LINKS, ...REMOTE, ...STYLES, ...PARSER_CONFUSION];
  return vectors
    .flatMap((vector) => SURROUNDINGS.map((surrounding) => surrounding.replace('{{attack}}', () => vector)))
    .map((attack, index) => {
      const url = `http://127.0.0.1:${port}/${index}`;
      const run = `window.ran=1,fetch('${url}/ran')`;
      return attack
        .replaceAll('{{run}}', run)
        .replaceAll('{{url}}', `${url}/fetched`)
        .replaceAll('{{data}}', Buffer.from(`<script>parent.ran=1,${run}</script>`).toString('base64'));
    });
}

/** Where in a mail it stands. */
export const SURROUNDINGS = [
  '{{attack}}',
  '<table><tr><td>{{attack}}</td></tr></table>',
  '<blockquote><p title="x">{{attack}}<div>',
  '<a href="https://customer.example/">{{attack}}</a>',
];

/** Elements with the events that fire on them without a click. */
const EVENTS: readonly (readonly [tag: string, attributes: string, event: string])[] = [
  ['img', 'src=x', 'onerror'],
  ['img', 'src="data:image/gif;base64,R0lGODlhAQABAAAAACw="', 'onload'],
  ['svg', '', 'onload'],
  ['body', '', 'onload'],
  ['input', 'autofocus', 'onfocus'],
  ['details', 'open', 'ontoggle'],
  ['video', 'src=x', 'onerror'],
  ['audio', 'src=x', 'onerror'],
  ['iframe', 'src="about:blank"', 'onload'],
  ['object', 'data=x', 'onerror'],
  ['embed', 'src=x', 'onload'],
  ['link', 'rel=stylesheet href="data:text/css,"', 'onload'],
  ['style', '', 'onload'],
  ['marquee', 'width=1', 'onstart'],
  ['div', 'style="animation:a 1ms" tabindex=0 autofocus', 'onfocus'],
  ['p', 'contenteditable autofocus', 'onfocus'],
  ['a', 'href="#x" autofocus', 'onfocus'],
  ['select', 'autofocus', 'onfocus'],
  ['textarea', 'autofocus', 'onfocus'],
  ['button', 'autofocus', 'onfocus'],
  ['table', 'background=x tabindex=0 autofocus', 'onfocus'],
  ['td', 'tabindex=0 autofocus', 'onfocus'],
];

/** The same event, spelled as filters have been fooled with. */
function eventVectors([tag, attributes, event]: (typeof EVENTS)[number]): string[] {
  return [
    `<${tag} ${attributes} ${event}="{{run}}">x</${tag}>`,
    `<${tag.toUpperCase()} ${attributes} ${event.toUpperCase()}={{run}}>`,
    `<${tag}/${attributes.replaceAll(' ', '/')}/${event}='{{run}}'>`,
    `<${tag}\n${attributes}\t${event}\f=\f"{{run}}"`.concat('>'),
  ];
}

const SCRIPTS = [
  '<script>{{run}}</script>',
  '<SCRIPT SRC={{url}}.js></SCRIPT>',
  '<scr<script>ipt>{{run}}</scr</script>ipt>',
  '<script/x>{{run}}</script\n>',
  '<svg><script>{{run}}</script></svg>',
  '<svg><script href="{{url}}.js"/></svg>',
  '<math><mtext><script>{{run}}</script></mtext></math>',
  '<script type=module>import "{{url}}.js"</script>',
  '<noscript><p title="</noscript><script>{{run}}</script>">',
  '<template><script>{{run}}</script></template><script>{{run}}</script>',
  '<iframe srcdoc="<script>parent.ran=1,{{run}}</script>"></iframe>',
  '<iframe src="javascript:parent.ran=1"></iframe>',
  '<iframe src="data:text/html;base64,{{data}}"></iframe>',
  '<object data="data:text/html;base64,{{data}}"></object>',
  '<embed src="data:text/html;base64,{{data}}">',
  '<svg><animate onbegin="{{run}}" attributeName=x dur=1s></svg>',
  '<svg><set onbegin="{{run}}" attributename=x></svg>',
  '<form action="javascript:{{run}}"><input type=submit autofocus onfocus="this.form.submit()">',
];

/** Links that run something when they are followed: the test clicks. */
const LINKS = [
  'javascript:{{run}}',
  'JaVaScRiPt:{{run}}',
  ' javascript:{{run}}',
  '\u0001javascript:{{run}}',
  'java\tscript:{{run}}',
  'java&#10;script:{{run}}',
  '&#106;avascript:{{run}}',
  'javascript&colon;{{run}}',
  'vbscript:x',
  'data:text/html;base64,{{data}}',
  'javascript://customer.example/%0a{{run}}',
  'view-source:javascript:{{run}}',
].flatMap((href) => [
  `<a href="${href}">x</a>`,
  `<svg><a xlink:href="${href}"><text y=9>x</text></a></svg>`,
  `<map><area href="${href}"></map>`,
]);

const REMOTE = [
  '<img src="{{url}}.png">',
  '<img src=//127.0.0.1/x srcset="{{url}}.png 1x">',
  '<picture><source srcset="{{url}}.png"><img></picture>',
  '<input type=image src="{{url}}.png">',
  '<video poster="{{url}}.png"></video>',
  '<audio src="{{url}}.ogg" autoplay></audio>',
  '<video><source src="{{url}}.mp4"><track default src="{{url}}.vtt"></video>',
  '<link rel=stylesheet href="{{url}}.css">',
  '<link rel=preload as=image href="{{url}}.png">',
  '<link rel=icon href="{{url}}.ico"><link rel=prefetch href="{{url}}">',
  '<iframe src="{{url}}"></iframe>',
  '<frameset><frame src="{{url}}"></frameset>',
  '<object data="{{url}}"></object>',
  '<embed src="{{url}}">',
  '<svg><image href="{{url}}.svg"/><use href="{{url}}.svg#a"/></svg>',
  '<svg><feImage xlink:href="{{url}}.svg"/></svg>',
  '<body background="{{url}}.png">',
  '<table background="{{url}}.png"><td background="{{url}}.png">x</td></table>',
  '<base href="{{url}}/"><img src=a.png>',
  '<meta http-equiv=refresh content="0;url={{url}}">',
  '<math><maction actiontype="statusline#{{url}}" xlink:href="{{url}}">x</maction></math>',
  '<portal src="{{url}}"></portal>',
];

const STYLES = [
  '<style>@import "{{url}}.css";</style>',
  '<style>body{background:url({{url}}.png)}</style>',
  '<p style="background:url({{url}}.png)">x</p>',
  '<p style="list-style-image:url({{url}}.png);display:list-item">x</p>',
  '<p style="content:url({{url}}.png)">x</p>',
  '<p style="cursor:url({{url}}.cur),auto;border-image:url({{url}}.png) 1">x</p>',
  '<style>@font-face{font-family:a;src:url({{url}}.woff)}p{font-family:a}</style><p>x</p>',
  '<svg><style>*{fill:url({{url}}.svg#a)}</style><rect width=9 height=9 /></svg>',
  '<div style="position:fixed;inset:0;background:url({{url}}.png)">x</div>',
];

/** Texts that sanitiser and browser may read differently. */
const PARSER_CONFUSION = [
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={{run}}&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror={{run}}>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror={{run}}>',
  '<noscript><style></noscript><img src=x onerror={{run}}></style>',
  '<textarea><p title="</textarea><img src=x onerror={{run}}>">',
  '<title><p title="</title><img src=x onerror={{run}}>">',
  '<xmp><p title="</xmp><img src=x onerror={{run}}>">',
  '<iframe><p title="</iframe><img src=x onerror={{run}}>"></iframe>',
  '<noembed><p title="</noembed><img src=x onerror={{run}}>">',
  '<plaintext><img src=x onerror={{run}}>',
  '<!--><img src=x onerror={{run}}>-->',
  '<!--!><img src=x onerror={{run}}>--!>',
  '<![CDATA[><img src=x onerror={{run}}>]]>',
  '<?xml <img src=x onerror={{run}}> ?>',
  '<%<img src=x onerror={{run}}>%>',
  '<p title="&quot;><img src=x onerror={{run}}>">',
  "<p title='`><img src=x onerror={{run}}>'>",
  '<img alt="&lt;img src=x onerror={{run}}&gt;" src="cid:none">',
  '&lt;img src=x onerror={{run}}&gt;<img src=x onerror={{run}}>',
  '<<img src=x onerror={{run}}>//<</img>',
  '<img """><img src=x onerror={{run}}>">',
  '<a href="https://x.example/&quot; onfocus=&quot;{{run}}&quot; autofocus x=&quot;">x</a><img src=x onerror={{run}}>',
  '<a href="https://x.example/"data-leads-to="<img src=x onerror={{run}}>">x</a><img src=x onerror={{run}}>',
  '\u0000<img src=x\u0000 onerror={{run}}>',
  '<img src=x onerror\u00a0={{run}}><img src=x onerror={{run}}>',
  '<select><option><style></option></select><img src=x onerror={{run}}></style>',
  '<table><img src=x onerror={{run}}><td>',
  '<svg><foreignObject><p><img src=x onerror={{run}}></p></foreignObject></svg>',
  '<svg><desc><img src=x onerror={{run}}></desc></svg>',
  '<math href="javascript:{{run}}"><mi>x</mi></math><img src=x onerror={{run}}>',
];
