#!/usr/bin/env python3
"""Shows that no dependency asks for a newer Rust than Cargo.toml declares.

Reads `cargo metadata --format-version 1` from standard input. One toolchain is all this machine has, so the declared
version cannot be compiled with here; what can be known is that the library uses nothing newer (clippy's
`incompatible_msrv`) and that its dependencies ask for nothing newer (this script).
"""

import json
import sys


def version(text):
    return tuple(int(part) for part in (text.split(".") + ["0", "0"])[:3])


packages = json.load(sys.stdin)["packages"]
ours = next(package for package in packages if package["name"] == "warraq")
newer = [
    f"{package['name']} {package['version']} asks for Rust {package['rust_version']}"
    for package in packages
    if package["rust_version"] and version(package["rust_version"]) > version(ours["rust_version"])
]
if newer:
    sys.exit(f"Cargo.toml declares Rust {ours['rust_version']}, but:\n" + "\n".join(newer))
print(f"no dependency asks for more than Rust {ours['rust_version']}")
