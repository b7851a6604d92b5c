# A Python project installed in editable mode is imported from the checkout, not from the live tree.
. "${EXP_TESTS:?}/support/lib.sh"
python=/usr/bin/python3
"$python" -c 'import venv, ensurepip' 2>/dev/null || "$python" -c 'import venv' 2>/dev/null || skip 'python3 has no venv'
new_repo
mkdir -p src/model
commit_file src/model/__init__.py 'name = "old code"'
commit_file train.py 'import model; print(model.name)'
"$python" -m venv --without-pip ../env
site=$(../env/bin/python -c 'import site; print(site.getsitepackages()[0])')
echo "$PWD/src" >"$site/__editable__.model-1.pth"
export PYTHONDONTWRITEBYTECODE=1
expect_status 0 git exp-run base -f -- "$PWD/../env/bin/python" train.py
commit_file src/model/__init__.py 'name = "new code"'
expect_status 0 "$PWD/../env/bin/python" train.py
expect_stdout 'new code'
expect_status 0 git exp-rerun base/0 --trust
expect_line '^the project is installed in editable mode: PYTHONPATH begins with ' "$ERR"
expect_stdout 'old code'
