"""What expect_sound (many.sh) compares: the run folders below a result folder with the notes of the repository here."""
import glob, json, os, re, subprocess, sys

results, said, processes, stalls = sys.argv[1:]


def git(*words, input=None):
    return subprocess.run(["git", *words], input=input, stdout=subprocess.PIPE, check=True).stdout


def note_lines():
    """(commit, line) of every note of ours."""
    for ref in git("for-each-ref", "--format=%(refname)", "refs/notes/exp", "refs/notes/exp-*").decode().split():
        entries = [entry.split("\t") for entry in git("ls-tree", "-r", ref).decode().splitlines()]
        blobs = [entry[0].split()[2] for entry in entries]
        stream = git("cat-file", "--batch", input="\n".join(blobs).encode() + b"\n")
        for _, path in entries:
            header, stream = stream.split(b"\n", 1)
            size = int(header.split()[2])
            text, stream = stream[:size], stream[size + 1:]
            for line in text.decode("utf-8", "surrogateescape").split("\n"):
                if line:
                    yield path.replace("/", ""), line


faults, seen, doubled, edits = [], {}, [], set()
for commit, line in note_lines():
    try:
        record = json.loads(line)
    except ValueError:
        if not line.startswith("foreign"):
            faults.append("no record: " + line[:80])
        continue
    if record["commit"] != commit:
        faults.append("on another commit: " + line[:120])
    if record.get("kind") == "edit":
        doubled += [line] if line in edits else []
        edits.add(line)
    else:
        identity = (record["uuid"], record["rev"])
        doubled += [line] if identity in seen else []
        seen[identity] = record

runs, lost, ids, made_edits = 0, [], {}, 0
for path in glob.glob(results + "/**/run.json", recursive=True):
    record = json.load(open(path, encoding="utf-8"))
    runs += 1
    ids.setdefault(record["tag"], []).append(record["id"])
    if os.path.relpath(os.path.dirname(path), results) != record["run"]:
        faults.append("in another folder: " + path)
    if record["state"] != "finished":
        faults.append(record["run"] + " is " + record["state"])
    if (record["uuid"], record["rev"]) not in seen:
        lost.append(record["run"])
    edits_path = os.path.join(os.path.dirname(path), "edits.jsonl")
    if os.path.exists(edits_path):
        for line in open(edits_path, encoding="utf-8"):
            made_edits += 1
            if line.rstrip("\n") not in edits:
                lost.append("an edit of " + record["run"])
for tag, numbers in ids.items():
    if sorted(numbers) != list(range(len(numbers))):
        faults.append(f"ids of {tag}: {sorted(numbers)}")
common = git("rev-parse", "--git-common-dir").decode().strip()
pending = [name for name in os.listdir(common + "/exp/pending") if name != "broken"]
if pending:
    faults.append(f"{len(pending)} still wait")
broken = common + "/exp/pending/broken"
if os.path.isdir(broken) and os.listdir(broken):
    faults.append("set aside as broken: " + " ".join(os.listdir(broken)))
for folder, _, names in os.walk(common):
    faults += [os.path.join(folder, name) for name in names if ".lock" in name or name.startswith(".tmp-")]
faults += glob.glob(results + "/**/.new-*", recursive=True) + glob.glob(results + "/**/.tmp-*", recursive=True)

longest, told = 0.0, ""
for name in os.listdir(said):
    text = open(os.path.join(said, name), encoding="utf-8", errors="replace").read()
    # A process traces to its end: what several did one after the other is not added up.
    for part in re.split(r"^trace: .* (?:exp-run|exp-record) .*$", text, flags=re.M):
        retries = re.findall(r"^trace: .* retries: (.*) \(([0-9.]+) ms\)$", part, re.M)
        spent = sum(float(ms) for _, ms in retries)
        if spent > longest:
            longest, told = spent, str(retries)
print(f"{processes} processes, {runs} runs, {made_edits} edits: {len(lost)} lost, {len(doubled)} doubled, longest retries {longest:.0f} ms {told}; the machine stood still for {stalls} ms",
      file=sys.stderr)
if lost:
    faults.append("lost: " + " ".join(sorted(lost)[:20]))
if doubled:
    faults.append("twice: " + "\ntwice: ".join(doubled[:5]))
if longest > 2000 + int(stalls):
    faults.append("somebody spent more than 2 s in retries: " + told)
if faults:
    sys.exit("\n".join(faults[:20]))
