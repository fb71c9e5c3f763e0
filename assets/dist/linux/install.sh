#!/bin/sh
# Installs gouji for the user who runs it, into a folder that is seen: ~/gouji, with the reports in ~/gouji/gouji-library, an
# entry in the menu, a command, completions and the man page. `--remove` takes all but the reports away. Needs no rights.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
home=$HOME/gouji
data=${XDG_DATA_HOME:-$HOME/.local/share}
command=$HOME/.local/bin/gouji
entry=$data/applications/gouji.desktop
icon=$data/icons/hicolor/scalable/apps/gouji.svg
bash=$data/bash-completion/completions/gouji
zsh=$data/zsh/site-functions/_gouji
fish=$data/fish/vendor_completions.d/gouji.fish
page=$data/man/man1/gouji.1

if [ "${1:-}" = --remove ]; then
    rm -f "$command" "$entry" "$icon" "$bash" "$zsh" "$fish" "$page"
    rm -rf "$home/许可"
    rm -f "$home/gouji" "$home/使用说明.txt" "$home/使用手册.html" "$home/manual.html"
    rmdir "$home/gouji-library" "$home" 2>/dev/null || true
    [ ! -d "$home/gouji-library" ] || echo "已卸载。报告保留在 $home/gouji-library。"
    [ -d "$home/gouji-library" ] || echo "已卸载。"
    exit 0
fi

if ! "$here/gouji" --version >/dev/null 2>&1; then
    if cp "$here/gouji" "${TMPDIR:-/tmp}/gouji.$$" && chmod 755 "${TMPDIR:-/tmp}/gouji.$$" &&
        "${TMPDIR:-/tmp}/gouji.$$" --version >/dev/null 2>&1; then
        rm -f "${TMPDIR:-/tmp}/gouji.$$"
    else
        rm -f "${TMPDIR:-/tmp}/gouji.$$"
        echo "这个包的程序在本机（$(uname -m)）上不能运行，没有安装。请看使用说明第五条。" >&2
        exit 1
    fi
fi

# Written beside its place and moved there, so that a program that is running goes on.
put() {
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2.new"
    chmod "$3" "$2.new"
    mv -f "$2.new" "$2"
}

mkdir -p "$home/gouji-library"
if [ "$here" != "$home" ]; then
    put "$here/gouji" "$home/gouji" 755
    for file in 使用说明.txt 使用手册.html manual.html; do
        put "$here/$file" "$home/$file" 644
    done
    for file in "$here"/许可/*; do
        put "$file" "$home/许可/${file##*/}" 644
    done
fi
mkdir -p "${command%/*}" "${entry%/*}"
ln -sf "$home/gouji" "$command"
put "$here/gouji.svg" "$icon" 644
put "$here/completions/gouji.bash" "$bash" 644
put "$here/completions/_gouji" "$zsh" 644
put "$here/completions/gouji.fish" "$fish" 644
put "$here/man/gouji.1" "$page" 644
sed -e "s|^Exec=.*|Exec=\"$home/gouji\"|" -e "s|^Icon=.*|Icon=$icon|" "$here/打开勾稽.desktop" >"$entry"

echo "已安装：$home/gouji。报告存在 $home/gouji-library。"
echo "开始菜单里点“勾稽”，或者在终端里键入 gouji。"
case ":$PATH:" in
*":${command%/*}:"*) ;;
*) echo "键入 gouji 找不到命令的，注销后重新登录；或者键入 $command。" ;;
esac
if [ "$here" != "$home" ] && [ -n "$(ls -A "$here/gouji-library" 2>/dev/null)" ]; then
    echo "这个文件夹里已有的报告没有带过去。要带过去，拷贝 $here/gouji-library 里的文件夹。"
fi
