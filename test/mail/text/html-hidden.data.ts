/** Ways of hiding words in HTML; `@` is where they stand. */
export const HIDING: readonly string[] = [
  ...[
    '<div style="display:none">@</div>',
    '<div style="DISPLAY : None !important">@</div>',
    '<p hidden>@</p>',
    '<p hidden="hidden">@</p>',
  ],
  ...[
    '<span style="visibility:hidden">@</span>',
    '<tr style="visibility: collapse"><td>@</td></tr>',
    '<div style="opacity:0">@</div>',
  ],
  ...[
    '<div style="opacity:0.0">@</div>',
    '<div style="opacity:.01">@</div>',
    '<div style="opacity: 0%">@</div>',
    '<div style="filter:opacity(0)">@</div>',
  ],
  ...[
    '<div style="font-size:0">@</div>',
    '<div style="font-size:0px">@</div>',
    '<div style="font-size:1px;line-height:1px">@</div>',
  ],
  ...[
    '<div style="font-size:0.1pt">@</div>',
    '<div style="font-size:.01em">@</div>',
    '<div style="font-size: 1%">@</div>',
    '<div style="font:0/0 a">@</div>',
  ],
  ...[
    '<div style="color:#fff">@</div>',
    '<div style="color:#FFFFFF">@</div>',
    '<div style="color:white">@</div>',
    '<font color="#ffffff">@</font>',
  ],
  ...[
    '<font color=white>@</font>',
    '<div style="color:rgb(255,255,255)">@</div>',
    '<div style="color: rgb(254 254 254)">@</div>',
    '<div style="color:#fefefe">@</div>',
  ],
  ...[
    '<div style="color:transparent">@</div>',
    '<div style="color:rgba(0,0,0,0)">@</div>',
    '<div style="-webkit-text-fill-color:transparent">@</div>',
  ],
  ...[
    '<div style="background:#000;color:#000">@</div>',
    '<table bgcolor="#336699"><tr><td style="color:#336699">@</td></tr></table>',
  ],
  ...[
    '<div style="background-color:navy"><span style="color:#000080">@</span></div>',
    '<div style="background:black">@</div>',
  ],
  ...[
    '<div style="position:absolute;left:-9999px">@</div>',
    '<div style="position:absolute;top:-5000px">@</div>',
    '<div style="text-indent:-9999px">@</div>',
  ],
  ...[
    '<div style="margin-left:-10000px">@</div>',
    '<div style="text-indent:-100em">@</div>',
    '<div style="margin:0 0 0 -9999px">@</div>',
    '<div style="left:-200%">@</div>',
  ],
  ...[
    '<div style="mso-hide:all">@</div>',
    '<div style="height:0;overflow:hidden">@</div>',
    '<div style="max-height:0px;overflow:hidden">@</div>',
  ],
  ...[
    '<div style="width:0;overflow:hidden">@</div>',
    '<div style="width:1px;height:1px;overflow:hidden">@</div>',
    '<div style="max-height:0;overflow-y:hidden">@</div>',
  ],
  ...[
    '<div style="clip:rect(0,0,0,0)">@</div>',
    '<div style="clip: rect(1px, 1px, 1px, 1px)">@</div>',
    '<div style="clip-path:inset(100%)">@</div>',
  ],
  ...[
    '<div style="transform:scale(0)">@</div>',
    '<div style="transform:translateX(-9999px)">@</div>',
    '<div style="content-visibility:hidden">@</div>',
  ],
  ...[
    '<style>.x{display:none}</style><div class="x">@</div>',
    '<style>#x{font-size:0}</style><div id=x>@</div>',
    '<style>div.x , q{opacity:0}</style><div class="y x">@</div>',
  ],
  ...[
    '<style>u{display:none}</style><u>@</u>',
    '<div class=x>@</div><style><!-- .x { color : #fff } --></style>',
    '<style>.X{mso-hide:all;/* a */}</style><i class="X">@</i>',
  ],
  ...[
    '<div style="display:none"><div>a</div>@</div>',
    '<div style="display:none"><b><i>@</i></b></div>',
    '<div style="visibility:hidden"><b>@</b></div>',
  ],
  ...[
    '<template>@</template>',
    '<dialog>@</dialog>',
    '<noframes>@</noframes>',
    '<iframe>@</iframe>',
    '<script>@</script>',
    '<!-- @ -->',
  ],
];

/** Ways that look like hiding and are none. */
export const SHOWN: readonly string[] = [
  ...[
    '<div style="display:block">@</div>',
    '<div style="opacity:1">@</div>',
    '<div style="opacity:0.9">@</div>',
    '<div style="font-size:11px">@</div>',
  ],
  ...[
    '<div style="font-size:10.5pt">@</div>',
    '<div style="font-size:1em">@</div>',
    '<div style="font-size:80%">@</div>',
    '<div style="font:12px/1.5 Arial">@</div>',
  ],
  ...[
    '<div style="color:#000">@</div>',
    '<div style="color:#999999">@</div>',
    '<div style="background:#000;color:#fff">@</div>',
    '<div style="color:#1f497d">@</div>',
  ],
  ...[
    '<td style="font-size:0"><span style="font-size:14px">@</span></td>',
    '<div style="visibility:hidden"><b style="visibility:visible">@</b></div>',
  ],
  ...[
    '<div style="color:#fff"><span style="color:#333">@</span></div>',
    '<div style="background:url(x.png);color:#fff">@</div>',
    '<td background="x.png" style="color:white">@</td>',
  ],
  ...[
    '<div style="margin-left:-20px">@</div>',
    '<div style="text-indent:2em">@</div>',
    '<div style="height:0">@</div>',
    '<div style="overflow:hidden">@</div>',
  ],
  ...[
    '<div style="overflow:hidden;width:600px">@</div>',
    '<style>@media print{div{display:none}}</style><div>@</div>',
    '<style>.x{display:none}</style><div class="y">@</div>',
  ],
  ...[
    '<!--[if mso]><style>.x{display:none}</style><![endif]--><div class="x">@</div>',
    '<div style="display:none">a</div><div>@</div>',
    '<p aria-hidden="true">@</p>',
  ],
  ...[
    '<style>div p{display:none}</style><div>@</div>',
    '<div style="display:none"><div>a</div></div>@',
    '<dialog open>@</dialog>',
    '<div style="background-color:white">@</div>',
  ],
];
