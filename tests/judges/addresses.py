"""Room for nodes in the subnets of a new VPC, reckoned anew: `python tests/judges/addresses.py COMMAND`.

Small specs are drawn over sizes, zones, instance types and settings of the CNI. Here is reckoned which of them have no room, with figures
from AWS's pages and Python's own `ipaddress`; the command has to find the same, no more and no less.
"""

import argparse
import ipaddress
import itertools
import json
import subprocess
import sys

# Interfaces, and IPv4 addresses of each. Source: EC2 user guide, IP addresses per network interface.
TYPES = {"t3.small": (3, 4), "t3.medium": (3, 6), "m5.large": (3, 10), "m5.xlarge": (4, 15), "m5.4xlarge": (8, 30)}
KEPT_BY_AWS, FOR_THE_CONTROL_PLANE = 5, 6
SURGE_PER_ZONE = 2
ZONES = ["use1-az1", "use1-az2", "use1-az4", "use1-az5", "use1-az6"]
CODES = {"EP1501", "EP1502", "EP1503"}


def subnets(block, zones):
    """The public and the private blocks of a VPC, cut as eksctl cuts it."""
    parts = list(ipaddress.ip_network(block).subnets(prefixlen_diff=3 if zones <= 4 else 4))
    return parts[:zones], parts[zones : 2 * zones]


def room(block, zones, private, gateways):
    """Addresses for nodes in the subnets of one side."""
    public, inner = subnets(block, zones)
    free = sum(part.num_addresses - KEPT_BY_AWS - FOR_THE_CONTROL_PLANE for part in (inner if private else public))
    return max(free if private else free - gateways, 0)


def held(kind, warm):
    """Addresses of an idle node: two interfaces with all their addresses, or its own and those that are kept warm."""
    interfaces, each = TYPES[kind]
    return min(2, interfaces) * each if warm is None else 1 + warm


def expected(case):
    """What has to be found; only the first of what is too much is told."""
    block, zones, kind, first, most, private, managed, warm, nat = case
    have = room(block, zones, private, {"Single": 1, "HighlyAvailable": zones}[nat])
    each = held(kind, warm)
    if first > have:
        return {"EP1501"}
    if first * each > have or most * each > have:
        return {"EP1502"}
    if managed and (most + SURGE_PER_ZONE * zones) * each > have:
        return {"EP1503"}
    return set()


def spec(case):
    """The same as a ClusterConfig."""
    block, zones, kind, first, most, private, managed, warm, nat = case
    group = {"name": "a", "instanceType": kind, "desiredCapacity": first, "maxSize": most, "privateNetworking": private}
    written = {
        "apiVersion": "eksctl.io/v1alpha5",
        "kind": "ClusterConfig",
        "metadata": {"name": "demo", "region": "us-east-1", "version": "1.35"},
        "availabilityZones": ZONES[:zones],
        "vpc": {"cidr": block, "nat": {"gateway": nat}},
        "managedNodeGroups" if managed else "nodeGroups": [group],
    }
    if warm is not None:
        settings = json.dumps({"env": {"WARM_IP_TARGET": str(warm)}})
        written["addons"] = [{"name": "vpc-cni", "configurationValues": settings}, {"name": "kube-proxy"}, {"name": "coredns"}]
    return json.dumps(written)


def cases():
    """Sizes around those that just fit, so that one node more or less is noticed."""
    sides = itertools.product(("10.0.0.0/24", "10.0.0.0/22", "10.1.0.0/20"), (2, 3, 5), TYPES, (True, False))
    for at, (block, zones, kind, private) in enumerate(sides):
        warm, nat, managed = (None, 2)[at % 3 == 0], ("Single", "HighlyAvailable")[at % 2], at % 5 != 0
        have, each = room(block, zones, private, {"Single": 1, "HighlyAvailable": zones}[nat]), held(kind, warm)
        surge = SURGE_PER_ZONE * zones
        for most in {1, have // each - surge, have // each - surge + 1, have // each, have // each + 1, have, have + 1}:
            if most > 0:
                for first in {1, most}:
                    yield block, zones, kind, first, most, private, managed, warm, nat


def main(arguments):
    """0 when the command finds what is reckoned here."""
    parser = argparse.ArgumentParser(prog="addresses", description="Judge the room for nodes.")
    parser.add_argument("command", help="the command `eks-plan`")
    options = parser.parse_args(arguments)
    faults, counts = [], {}
    for case in cases():
        run = subprocess.run([options.command, "check", "-", "--format", "json"], input=spec(case), capture_output=True, text=True, check=False)
        found = {finding["code"] for finding in json.loads(run.stdout)["diagnostics"]} & CODES
        wanted = expected(case)
        counts[tuple(sorted(wanted))] = counts.get(tuple(sorted(wanted)), 0) + 1
        if found != wanted:
            faults.append(f"{case}: expected {sorted(wanted)}, found {sorted(found)}")
    print("\n".join(faults[:40]))
    told = ", ".join(f"{' '.join(codes) or 'nothing'} {count}" for codes, count in sorted(counts.items()))
    print(f"addresses {sum(counts.values())} specs ({told}), {len(faults)} differ")
    # A judge that never expects a finding judges nothing.
    return 1 if faults or len(counts) < len(CODES) + 1 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
