"""The commands that are hit, each with the tiny repository that it works on."""
import os
import subprocess

TRAIN = """#!/bin/sh
echo "{\\"epoch\\": $GIT_EXP_ATTEMPT, \\"loss\\": 1}" >>"$GIT_EXP_METRICS"
echo '{"metric": {"loss": 1}}' >"$GIT_EXP_STATISTIC"
echo weights >"$GIT_EXP_CHECKPOINT_DIR/epoch_1"
echo "$GIT_EXP_RUN $GIT_EXP_ATTEMPT" >>"$HOME/ran"
[ "$GIT_EXP_TAG" != cut ] || [ "$GIT_EXP_ATTEMPT" -gt 1 ] || exit 1
exit ${STATUS:-0}
"""


class Scenario:
    def __init__(self, name, command, setup=(), status=0, program_runs=False, repair=None, removes="", each_time=(),
                 is_queue=False, weight=1.0):
        self.name, self.command, self.setup, self.status, self.program_runs = name, command, setup, status, program_runs
        self.removes = removes  # the run that the command takes away
        self.each_time = each_time  # more setup, in each copy: what holds absolute paths
        self.is_queue = is_queue  # what waits is first taken up
        self.weight = weight  # of its part in a sample
        # The next ordinary command on what was hit.
        self.repair = repair or (SEVERAL + ("3..3",) if is_queue else RUN) + ("base", "--", "true")

    def prepare(self, folder, environment):
        """<folder>/repo: two commits, some user files, and what the command needs."""
        def run(*words, status=0):
            result = subprocess.run(words, cwd=folder + "/repo", env=environment, stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if result.returncode != status:
                raise SystemExit(f"{self.name}: {words}: {result.stdout.decode()}")
        with open(folder + "/.gitconfig", "w") as file:
            file.write("[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n"
                       "\ttemplateDir =\n[gc]\n\tauto = 0\n")
        os.mkdir(folder + "/repo")
        run("git", "init", "-q")
        open(folder + "/repo/train", "w").write(TRAIN)
        run("git", "add", "-A")
        run("git", "commit", "-qm", "first")
        for words in self.setup:
            run(*words, status=1 if "cut" in words else 0)

    def prepare_copy(self, folder, environment):
        for words in self.each_time:
            subprocess.run(words, cwd=folder + "/repo", env=environment, stdin=subprocess.DEVNULL, check=True)


RUN = ("git", "exp-run", "-f", "-q")
BASE = RUN + ("base", "--", "sh", "train")
CUT = RUN + ("cut", "--", "sh", "train")
QUEUED = ("sh", "-c", f". '{os.path.dirname(os.path.abspath(__file__))}/../support/queue.sh' && make_submission 0 base/0 base/1")
SEVERAL = ("git", "exp-run", "-q", "-j", "2", "--seeds")
ELSEWHERE = ("git", "commit", "-q", "--allow-empty", "-m", "elsewhere")

SCENARIOS = [
    Scenario("first run", BASE, program_runs=True),
    Scenario("snapshot", BASE, (("git", "config", "exp.dirty", "snapshot"), ("cp", "train", "new"), ("chmod", "+x", "train")),
             program_runs=True),
    Scenario("next run", RUN + ("base",), (BASE,), program_runs=True),
    Scenario("continue", ("git", "exp-continue", "-q", "cut/0"), (CUT,), program_runs=True,
             repair=RUN + ("cut", "--", "true")),
    Scenario("rerun", ("git", "exp-rerun", "-q", "base/0"), (BASE,), program_runs=True),
    Scenario("rerun in a checkout", ("git", "exp-rerun", "-q", "base/0"), (BASE, ELSEWHERE), program_runs=True,
             repair=("git", "exp-rerun", "-q", "base/0")),
    Scenario("record", ("git", "exp-record", "-m", "why", "base/0"), (BASE, BASE),
             repair=("git", "exp-record", "base/0")),
    Scenario("record again", ("git", "exp-record", "base/1"), (BASE, BASE, ("git", "exp-record", "base/0")),
             repair=("git", "exp-record", "base/0")),
    Scenario("title", ("git", "exp-title"), (BASE, ("git", "exp-record", "base/0")), repair=("git", "exp-title")),
    Scenario("table", ("git", "exp-table"), (BASE, ("git", "exp-record", "base/0")), repair=("git", "exp-table")),
    Scenario("init", ("git", "exp-init", "--hooks")),
    Scenario("clean", ("git", "exp-clean", "--force", "--finished", "base/0"), (BASE, BASE),
             repair=("git", "exp-clean", "--force", "--finished", "base/1"), removes="base/0"),
    Scenario("several", SEVERAL + ("1..2", "base", "--", "sh", "train"), is_queue=True, weight=0.25),
    Scenario("queue", SEVERAL + ("1..2", "--queue", "base", "--", "sh", "train"), is_queue=True, weight=0.25),
    Scenario("stop", ("git", "exp-stop", "base/*"), each_time=(QUEUED,), is_queue=True),
]
