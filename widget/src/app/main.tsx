import { effect } from "@preact/signals";
import { render } from "preact";
import { startClient } from "./client.ts";
import { meetHostPage } from "./transport/host-page.ts";
import { widgetApi } from "./transport/widget-api.ts";
import { accentProperties } from "./view/accent.ts";
import { Panel } from "./view/panel.tsx";

const workspace = new URLSearchParams(location.search).get("workspace") ?? "";
const socketUrl = `${location.origin.replace(/^http/, "ws")}/api/v1/widget/socket`;

meetHostPage().then((host) => {
  const client = startClient({ host, api: widgetApi(workspace), socketUrl });
  effect(() => {
    const accent = client.state.value.settings?.accent;
    if (!accent) return;
    for (const [name, value] of Object.entries(accentProperties(accent)))
      document.documentElement.style.setProperty(name, value);
  });
  const app = document.getElementById("app");
  if (app) render(<Panel client={client} />, app);
});
