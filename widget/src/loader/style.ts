/** Px only: rem would follow the host page's root font. `all: initial` keeps the page's own rules out. */
export const STYLE = `
:host{all:initial!important}
*{box-sizing:border-box}
button,.panel{position:fixed;inset-inline-end:20px;z-index:2147483000}
button{bottom:20px;width:56px;height:56px;padding:0;border:0;border-radius:50%;background:var(--fill);color:var(--ink);
cursor:pointer;box-shadow:0 4px 16px #0003;transition:transform .15s}
button:hover{transform:scale(1.05)}
button:focus-visible{outline:2px solid var(--fill);outline-offset:3px;box-shadow:0 0 0 3px #fff}
svg{width:28px;height:28px;display:block;margin:auto;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.x,.open .c{display:none}
.open .x{display:block}
.badge{position:absolute;top:-4px;inset-inline-end:-4px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;
background:#b91c1c;color:#fff;border:2px solid #fff;font:600 12px/18px system-ui,sans-serif;text-align:center}
.badge:empty,.hidden{display:none}
.panel{bottom:88px;width:384px;max-width:calc(100vw - 40px);height:656px;max-height:calc(100vh - 96px);border-radius:14px;
overflow:hidden;background:#fff;color:#1d2430;box-shadow:0 8px 40px #0004;visibility:hidden;opacity:0;transform:translateY(8px);
transition:opacity .15s,transform .15s,visibility 0s .15s}
.open .panel{visibility:visible;opacity:1;transform:none;transition-delay:0s}
iframe{position:absolute;inset:0;width:100%;height:100%;border:0;visibility:hidden}
.open.live iframe{visibility:visible}
p{margin:40% 32px 0;text-align:center;font:16px/1.5 system-ui,sans-serif}
@media(prefers-color-scheme:dark){.panel{background:#15181e;color:#e8eaee}}
@media(max-width:480px){.panel{inset:0;width:100%;max-width:none;height:100%;max-height:none;border-radius:0}.open.live button{display:none}
.panel p{padding-top:64px}}
@media(prefers-reduced-motion){*{transition:none!important}}
@media(forced-colors:active){button,.panel{border:2px solid ButtonText}}
@media print{button,.panel{display:none}}
`;
