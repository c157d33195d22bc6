"""A name server on this machine for the tests: a table of names, or silence."""

import socket
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class NameServer(threading.Thread):
    """Answers over UDP from `zone`: {(name, kind): [values]}. What is not there does not exist."""

    def __init__(self):
        super().__init__(daemon=True)
        self.zone, self.asked, self.is_silent = {}, [], False
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.address = f"127.0.0.1#{self.socket.getsockname()[1]}"

    def run(self):
        while True:
            try:
                words, sender = self.socket.recvfrom(4096)
            except OSError:
                return
            question = dns.message.from_wire(words)
            if not question.question:  # what stop() sends
                return
            self.asked.append(question.question[0].name.to_text())
            if not self.is_silent:
                self.socket.sendto(self.answer(question).to_wire(), sender)

    def answer(self, question):
        asked = question.question[0]
        kind = dns.rdatatype.to_text(asked.rdtype)
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        values = self.zone.get((asked.name.to_text(omit_final_dot=True).lower(), kind), [])
        if values:
            answer.answer = [dns.rrset.from_text(asked.name, 60, "IN", kind, *values)]
        elif not any(name == asked.name.to_text(omit_final_dot=True) for name, _kind in self.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer

    def stop(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as farewell:
            farewell.sendto(dns.message.Message().to_wire(), self.socket.getsockname())
        self.join(5)
        self.socket.close()
