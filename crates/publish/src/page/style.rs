//! The look of the pages: one sheet, light and dark, readable on paper.

/// Stands in each page, which loads nothing.
pub(super) const STYLE: &str = "
:root{color-scheme:light dark;--ink:#1c1b19;--soft:#6b6760;--paper:#fbfaf7;--line:#dcd8cf;--mark:#fff1b8;--hit:#ffd257;--link:#0b5394;--flag:#9a3412}
@media (prefers-color-scheme:dark){:root{--ink:#e9e6df;--soft:#a09b90;--paper:#191816;--line:#3a3732;--mark:#4a3f14;--hit:#7a6412;--link:#8ab8e6;--flag:#f0a070}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:60rem;background:var(--paper);color:var(--ink);font:1.05rem/1.6 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}
h1{font-size:2rem;line-height:1.2;margin:.2rem 0 .4rem}
h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-top:.6rem;border-top:2px solid var(--ink)}
h3{font-size:1.05rem;margin:1.6rem 0 .3rem}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
.meta,.label,th,footer,.dropped,.kind{font-family:system-ui,sans-serif;font-size:.82rem;color:var(--soft)}
.card{border-top:1px solid var(--line);padding:.4rem 0}.card h2{border:0;margin:.4rem 0 0;padding:0}
.flag{font-family:system-ui,sans-serif;font-size:.82rem;color:var(--flag)}
.cite{font-family:system-ui,sans-serif;font-size:.75rem;vertical-align:.25em;margin-left:.15em}
.renderings{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.8rem;margin:.4rem 0 1.2rem}
.rendering{border-left:3px solid var(--line);padding:.1rem 0 .1rem .8rem;margin:0}
.rendering em{font-style:normal;background:var(--mark);border-radius:2px}
table{border-collapse:collapse;width:100%;margin:.4rem 0}th{text-align:left;font-weight:600}
td,th{padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem}dt{font-family:system-ui,sans-serif;font-size:.85rem;color:var(--soft);padding-top:.15rem}dd{margin:0}
ul.plain{list-style:none;padding:0}.source{white-space:pre-wrap}
.source p{margin:.7rem 0}.dropped{margin:.25rem 0!important}.dropped .label{border:1px solid var(--line);border-radius:3px;padding:0 .3em;margin-right:.5em}
mark{background:var(--mark);color:inherit}a:target+mark{background:var(--hit);outline:2px solid var(--hit)}
footer{margin-top:4rem;border-top:1px solid var(--line)}
@media print{body{max-width:none;background:#fff;color:#000}}
";
