"""What a card is made of, as CycloneDX 1.6: bill_of_materials.py LOCK ROOT EPOCH VERSION, to standard output.

Debian's packages are those of the lock, with their digests; of each that has a copyright file on the card, the short names of
licences in it are given where the file is of Debian's machine-readable format. Java's libraries are the archives below
opt/timeball, with the coordinates that Maven wrote into them; those that lack them have the name and version of their file.
The same input gives the same bytes.
"""

import datetime
import hashlib
import json
import os
import re
import sys
import uuid
import zipfile


def licences(root, package):
    """Of a package's copyright file, or none where it is prose."""
    path = os.path.join(root, "usr/share/doc", package, "copyright")
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        return []
    if not text.startswith("Format:"):
        return []
    return sorted(set(re.findall(r"^License: *(\S.*)$", text, re.MULTILINE)))


def debian(lock, root):
    with open(lock, encoding="ascii") as lines:
        for line in lines:
            name, version, architecture, digest = line.split()
            yield {
                "type": "library",
                "bom-ref": "deb:" + name,
                "name": name,
                "version": version,
                "purl": "pkg:deb/debian/%s@%s?arch=%s&distro=debian-13" % (name, version.replace("+", "%2B"), architecture),
                "hashes": [{"alg": "SHA-256", "content": digest}],
                "licenses": [{"license": {"name": each}} for each in licences(root, name)],
            }


def coordinates(archive):
    """Group, name and version as Maven wrote them, if it wrote one set."""
    with zipfile.ZipFile(archive) as jar:
        told = [name for name in jar.namelist() if name.endswith("/pom.properties")]
        if len(told) == 1:
            text = jar.read(told[0]).decode("utf-8", "replace")
            found = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
            if {"groupId", "artifactId", "version"} <= found.keys():
                return found["groupId"].strip(), found["artifactId"].strip(), found["version"].strip()
    name, version = re.fullmatch(r"(.*?)-(\d.*)\.jar", os.path.basename(archive)).groups()
    return "", name, version


def java(root):
    seen = {}
    for folder, _, files in os.walk(os.path.join(root, "opt/timeball")):
        for file in files:
            if not file.endswith(".jar") or not re.search(r"-\d", file):
                continue
            path = os.path.join(folder, file)
            with open(path, "rb") as content:
                digest = hashlib.sha256(content.read()).hexdigest()
            group, name, version = coordinates(path)
            part = {"type": "library", "bom-ref": "jar:%s:%s" % (file, digest[:16]), "name": name, "version": version,
                    "hashes": [{"alg": "SHA-256", "content": digest}]}
            if group:
                part["group"] = group
                part["purl"] = "pkg:maven/%s/%s@%s" % (group, name, version)
            seen[digest] = part
    return seen.values()


def main(lock, root, epoch, version):
    parts = sorted([*debian(lock, root), *java(root)], key=lambda part: part["bom-ref"])
    made = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    content = json.dumps(parts, sort_keys=True)
    json.dump({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        # Of its content, and so the same for the same.
        "serialNumber": "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, content)),
        "version": 1,
        "metadata": {"timestamp": made,
                     "component": {"type": "operating-system", "bom-ref": "card", "name": "timeball", "version": version}},
        "components": parts,
    }, sys.stdout, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
