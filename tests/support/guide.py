"""Runs the commands of a document, in order, in one shell, and compares what they print with what it says they print.

    guide.py DOCUMENT            in the current folder; exit status 1, and what differs, if they do not agree
    guide.py DOCUMENT --update   writes what they print into the document instead

A block fenced with ``` that begins with a line `$ command` is a session: each such line is run (a line that ends in \\ goes on),
the lines behind it are its output, stdout and stderr together. A block after `<!-- file: NAME -->` becomes that file.
`<!-- hidden: command -->` is run, and prints nothing for the reader. What differs from day to day is compared by its kind only: durations,
ages, dates, commit ids, drawn seeds, process numbers, and the folder that it is run in."""
import re
import subprocess
import sys

KINDS = [
    (r"\x1b\[[0-9;]*m", ""),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", "<time>"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "<time>"),
    (r"\b\d+ (second|minute|hour|day)s? ago", "<age>"),
    (r"\babout \d+(\.\d+)? ?(ms|s|min|h)( \d+ ?(s|min))?", "<duration>"),
    (r"\b\d+(\.\d+)? ?(ms|s|min|h)\b", "<duration>"),
    (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "<uuid>"),
    (r"\b[0-9a-f]{40}\b", "<commit>"),
    (r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{7,12}\b", "<commit>"),
    (r"\b[0-9a-f]{10}\b", "<commit>"),  # as commands show it; one in a hundred is all digits
    (r"(process|pid) \d+", r"\1 <n>"),
    (r"\b\d+ (B|KiB|MiB|GiB|kB|MB|GB)\b", "<size>"),
    (r"epoch \d+/(\d{3,})", r"epoch <n>/\1"),
    (r"[ \t]+", " "),
]


def comparable(text):
    for pattern, kind in KINDS:
        text = re.sub(pattern, kind, text)
    return "\n".join(line.strip() for line in text.strip().splitlines())


class Shell:
    END = "=== end of output ==="

    def __init__(self):
        self.process = subprocess.Popen(["sh"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, errors="replace")

    def run(self, command):
        self.process.stdin.write(f"{{ {command}\n}} </dev/null\necho; echo '{self.END}'\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.rstrip("\n") == self.END:
                break
            lines.append(line.rstrip("\n"))
        else:
            raise SystemExit(f"the shell ended at: {command}")
        return lines[:-1] if lines and lines[-1] == "" else lines

    def folder(self):
        return self.run("pwd")[0]


def main():
    path, update = sys.argv[1], "--update" in sys.argv[2:]
    lines = open(path).read().splitlines()
    shell, top = Shell(), None
    top = shell.folder()
    written, differences, commands = [], [], 0
    i, file_name = 0, None

    def said(output):
        return [line.replace(top, "…") for line in output]

    while i < len(lines):
        line = lines[i]
        hidden = re.fullmatch(r"<!-- hidden: (.*) -->", line)
        named = re.fullmatch(r"<!-- file: (.*) -->", line)
        written.append(line)
        i += 1
        if hidden:
            shell.run(hidden[1] + " >/dev/null 2>&1")
        elif named:
            file_name = named[1]
        elif line.startswith("```"):
            end = next(k for k in range(i, len(lines)) if lines[k].startswith("```"))
            block = lines[i:end]
            if file_name:
                with open(f"{shell.folder()}/{file_name}", "w") as file:
                    file.write("\n".join(block) + "\n")
                file_name = None
                written += block
            elif block and block[0].startswith("$ "):
                k = 0
                while k < len(block):
                    words = [block[k]]
                    while words[-1].endswith("\\"):
                        k += 1
                        words.append(block[k])
                    k += 1
                    expected = []
                    while k < len(block) and not block[k].startswith("$ "):
                        expected.append(block[k])
                        k += 1
                    command = "\n".join(words)[2:]
                    output = said(shell.run(command))
                    commands += 1
                    written += words + output
                    if comparable("\n".join(output)) != comparable("\n".join(expected)):
                        differences.append(f"$ {command}\n--- the document\n" + "\n".join(expected) +
                                           "\n--- printed\n" + "\n".join(output))
            else:
                written += block
            written.append(lines[end])
            i = end + 1
    if update:
        open(path, "w").write("\n".join(written) + "\n")
    elif differences:
        raise SystemExit("\n\n".join(differences))
    if not commands:
        raise SystemExit("no command in " + path)
    print(f"{commands} commands")


main()
