"""What the factory wrote for the virtual board, in other words for one test:
the next restored snapshot has the old ones again."""

from fault_table import Step


def replace(board, file, shell):
    """Lets `shell` write another $file, and restarts the daemon with it."""
    board.do([Step("machine", f"""
file=/run/board/{file}
cp /factory/{file} $file
{shell}
mount --bind $file /factory/{file}
pid=$(pidof soundcheckd) && kill $pid &&
  while [ -e /proc/$pid ]; do sleep 0.1; done
""")])
    board.wait_online()


def ask_for(board, *classes):
    """The owner is asked for these classes of consent; all that is left to the
    product is as the factory wrote it."""
    replace(board, "policy.toml", "\n".join(
        f"sed -i 's/^{name} = .*/{name} = \"ask\"/' $file" for name in classes))
