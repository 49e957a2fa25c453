/// <reference types="node" />
/// <reference types="vite/client" />
import ts from "typescript";
import { describe, expect, it } from "vitest";

const fixtures = import.meta.glob<string>("../../fixtures/*.json", { eager: true, query: "?raw", import: "default" });
const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1, -".json".length);

/** The type of frames.ts that a fixture is an example of, told by the beginning of its name. */
const TYPES: [beginning: string, type: string][] = [
  ["frame.widget.to-server.", "WidgetClientFrame"],
  ["frame.widget.to-client.", "WidgetServerFrame"],
  ["frame.inbox.to-server.", "InboxClientFrame"],
  ["frame.inbox.to-client.", "InboxServerFrame"],
  ["message.", "Message"],
  ["status.", "Status"],
  ["inbox-entry.", "InboxEntry"],
  ["timeline.", "TimelineEntry"],
  ["ownership", "OwnershipHistory"],
  ["source.", "Source"],
  ["settings", "Settings"],
  ["decision", "Decision"],
  ["problem.", "Problem"],
  ["session", "Session"],
  ["counts", "Counts"],
  ["widget-settings", "WidgetSettings"],
];
const typeOf = (name: string) => TYPES.find(([beginning]) => name.startsWith(beginning))?.[1];

/** What the compiler says of `const fixture: TYPE = { … };`, where a field too many is an error as well. */
function complaints(declarations: Record<string, string>): Map<string, string[]> {
  const files = new Map<string, string>(
    Object.entries(declarations).map(([name, line]) => [`${import.meta.dirname}/${name}.ts`, line]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2023,
    allowImportingTsExtensions: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  const exists = host.fileExists.bind(host);
  const parse = host.getSourceFile.bind(host);
  host.readFile = (file) => files.get(file) ?? read(file);
  host.fileExists = (file) => files.has(file) || exists(file);
  host.getSourceFile = (file, language, ...rest) => {
    const text = files.get(file);
    return text === undefined ? parse(file, language, ...rest) : ts.createSourceFile(file, text, language);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...files.keys()].map((file) => [
      nameOf(file.replace(/\.ts$/, ".json")),
      program
        .getSemanticDiagnostics(program.getSourceFile(file))
        .map((each) => ts.flattenDiagnosticMessageText(each.messageText, "\n")),
    ]),
  );
}

const declared = (type: string, json: string) =>
  `import type { ${type} } from "../src/frames.ts";\nexport const fixture: ${type} = ${json};\n`;

describe("the fixtures", () => {
  const names = Object.keys(fixtures).map(nameOf);
  const found = complaints({
    ...Object.fromEntries(
      Object.entries(fixtures).map(([path, json]) => [
        nameOf(path),
        declared(typeOf(nameOf(path)) ?? "never", json.trim()),
      ]),
    ),
    "a field too many": declared("Status", '{"owner":"none","generation":0,"episode":0,"operator":null,"more":1}'),
    "a kind too many": declared("InboxServerFrame", '{"kind":"dance"}'),
  });

  it("are there", () => {
    expect(names.length).toBeGreaterThan(40);
  });

  it.each(names)("%s is what frames.ts says", (name) => {
    expect(typeOf(name), "a type for it").toBeDefined();
    expect(found.get(name)).toEqual([]);
  });

  it.each(["a field too many", "a kind too many"])("would not pass with %s", (name) => {
    expect(found.get(name)).not.toEqual([]);
  });

  it("show every kind of every frame and of the timeline", () => {
    const kinds = (beginning: string) =>
      names.filter((name) => name.startsWith(beginning)).map((name) => name.slice(beginning.length));
    expect(kinds("frame.widget.to-server.")).toEqual(["hello", "send", "typing"]);
    expect(kinds("frame.widget.to-client.")).toEqual([
      "accepted",
      "messages",
      "problem",
      "rated",
      "refused",
      "status",
      "thinking",
      "typing",
      "welcome",
    ]);
    expect(kinds("frame.inbox.to-server.")).toEqual(["follow", "reply", "typing", "unfollow", "watch"]);
    expect(kinds("frame.inbox.to-client.").length).toBe(12);
    expect(kinds("timeline.").length).toBe(12);
  });
});
