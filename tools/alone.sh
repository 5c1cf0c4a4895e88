# Only one make builds at a time: the first takes _build/.maker, which holds its number, until it ends.
# Called with the number of a make; fails with a sentence if another one is at work.
mkdir -p _build/home && [ -w _build ] || { echo "nothing can be written in $PWD" >&2; exit 1; }
until (set -C && echo "$1" > _build/.maker) 2> /dev/null; do
  other=$(cat _build/.maker)
  [ "$other" = "$1" ] && exit
  if [ -n "$other" ] && kill -0 "$other" 2> /dev/null; then
    echo "another make (process $other) is at work in this folder; wait for its end" >&2
    exit 1
  fi
  rm -f _build/.maker # of one that was killed
done
