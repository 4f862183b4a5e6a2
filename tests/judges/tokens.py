"""Tokens inside operations: what is not known before a step has run (contract, 2)."""

import re

OUTPUT = re.compile(r"[A-Za-z][A-Za-z0-9]*")
ACCOUNT, PARTITION = "111122223333", "aws"


class TokenError(ValueError):
    """A `$` that begins no token."""


def split(text):
    """The parts of a text: plain strings, and tuples `("account",)`, `("partition",)`, `("unknown", subject)`, `("output", step, name)`."""
    parts, at = [], 0
    while at < len(text):
        dollar = text.find("$", at)
        if dollar < 0:
            parts.append(text[at:])
            break
        if dollar > at:
            parts.append(text[at:dollar])
        if text.startswith("$$", dollar):
            parts.append("$")
            at = dollar + 2
            continue
        end = text.find("}", dollar)
        if not text.startswith("${", dollar) or end < 0:
            raise TokenError(f"`$` that is neither a token nor `$$`, in `{text}`")
        parts.append(token(text[dollar + 2 : end]))
        at = end + 1
    return parts


def token(inner):
    """The token with this text between its braces."""
    if inner in ("account", "partition"):
        return (inner,)
    if inner.startswith("unknown:") and len(inner) > len("unknown:"):
        return ("unknown", inner[len("unknown:") :])
    step, _, output = inner.rpartition(".")
    if not step or ":" not in step or not OUTPUT.fullmatch(output):
        raise TokenError(f"`${{{inner}}}` is no token")
    return ("output", step, output)


def found_in(value):
    """Every token in a value, its keys too; `TokenError`s stand in the place of the tokens that cannot be read."""
    if isinstance(value, str):
        try:
            return [part for part in split(value) if isinstance(part, tuple)]
        except TokenError as error:
            return [error]
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in found_in(key) + found_in(item)]
    if isinstance(value, list):
        return [found for item in value for found in found_in(item)]
    return []


# What a name promises, a sample of it, and the class that two names must share. Read from the top.
SAMPLES = [
    (r"vpc_?ids?", "vpc-0123456789abcdef0", "vpc"),
    (r".*subnets?(_?ids?)?", "subnet-0123456789abcdef0", "subnet"),
    (r".*security_?groups?(_?ids?)?|groups?_?ids?", "sg-0123456789abcdef0", "security group"),
    (r".*route_?table_?ids?", "rtb-0123456789abcdef0", "route table"),
    (r".*route_?table_?association_?ids?", "rtbassoc-0123456789abcdef0", "route table association"),
    (r"nat_?gateway_?ids?", "nat-0123456789abcdef0", "NAT gateway"),
    (r"egress_?only_?internet_?gateway_?ids?", "eigw-0123456789abcdef0", "egress-only gateway"),
    (r"internet_?gateway_?ids?|gateway_?id", "igw-0123456789abcdef0", "internet gateway"),
    (r".*allocation_?ids?", "eipalloc-0123456789abcdef0", "address"),
    (r"launch_?template_?ids?", "lt-0123456789abcdef0", "launch template"),
    (r"vpc_?endpoint_?ids?", "vpce-0123456789abcdef0", "endpoint"),
    (r"image_?ids?", "ami-0123456789abcdef0", "image"),
    (r".*thumbprint.*", "9e99a48a9960b14926bb7f3b02e22da2b0ab7280", "thumbprint"),
    (r".*certificate.*data|.*certificate_?authority.*", "c2FtcGxl", "certificate"),
    (r".*(issuer|url|endpoint)", "https://oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF", "URL"),
    (r".*key_?arn", "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef", "ARN"),
    (r".*policy_?arn", "arn:aws:iam::111122223333:policy/sample", "ARN"),
    (r".*arns?|.*role", "arn:aws:iam::111122223333:role/sample", "ARN"),
    (r".*name", "sample", "name"),
]
SAMPLES = [(re.compile(pattern, re.IGNORECASE), sample, kind) for pattern, sample, kind in SAMPLES]


def kind_of(*names):
    """`(sample, class)` by the first name that says something, `("sample", None)` by none."""
    for name in names:
        for pattern, sample, kind in SAMPLES:
            if name and pattern.fullmatch(name):
                return sample, kind
    return "sample", None


def sample_of(found):
    """What a token within a longer text stands for."""
    if found[0] == "account":
        return ACCOUNT
    if found[0] == "partition":
        return PARTITION
    return kind_of(found[2])[0] if found[0] == "output" else "sample"


def filled(value):
    """The value with every token replaced; what is no token stays as it is (`found_in` reports it)."""
    if isinstance(value, str):
        try:
            return "".join(part if isinstance(part, str) else sample_of(part) for part in split(value))
        except TokenError:
            return value
    if isinstance(value, dict):
        return {filled(key): filled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item) for item in value]
    return value
