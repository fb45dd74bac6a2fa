"""A mail server for MailChannelTest: Debian's aiosmtpd on loopback, which writes each message it takes as a line of JSON.

Arguments: mode (starttls, tls, none or bare: no STARTTLS offered), certificate, private key, password ("" for no sign-in).
Prints "port N" first. A recipient whose name begins with "nobody" is refused.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

mode, certificate, private_key, password = sys.argv[1:5]


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        print(json.dumps({
            "tls": session.ssl is not None or mode == "tls",
            "user": session.auth_data or "",
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": {name: str(value) for name, value in mail.items()},
            "names": [name for name, _ in mail.items()],
            "text": mail.get_content(),
        }), flush=True)
        return "250 OK"


def sign_in(server, session, envelope, mechanism, data):
    good = data.password == password.encode()
    return AuthResult(success=good, handled=False, auth_data=data.login.decode() if good else None)


async def main():
    context = None
    if mode in ("starttls", "tls"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, private_key)

    def one():
        return SMTP(
            Keeper(),
            hostname="mail.test",
            tls_context=context if mode == "starttls" else None,
            require_starttls=mode == "starttls",
            authenticator=sign_in if password else None,
            auth_required=bool(password),
            auth_require_tls=mode == "starttls",
        )

    server = await asyncio.get_running_loop().create_server(
        one, "127.0.0.1", 0, ssl=context if mode == "tls" else None)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
