"""Mails as servers and people send them back, in the shapes that are about."""

OUR_ID = "<174.9000.1@verbund.example>"

RETURNED = f"""\
From: Ehrenamtsverbund <verbund@example.org>
To: vorstand@chor.example
Subject: =?utf-8?q?Bitte_best=C3=A4tigen?=
Message-ID: {OUR_ID}
Date: Mon, 02 Nov 2026 09:00:00 +0100
"""

# Postfix: three parts, the whole mail returned.
POSTFIX = f"""\
Return-Path: <>
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
To: verbund@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4Qx.1/mail.example.org"
Message-Id: <4Qx@mail.example.org>

This is a MIME-encapsulated message.

--4Qx.1/mail.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry: <vorstand@chor.example>: host mx.chor.example said: 550 5.1.1 unknown user

--4Qx.1/mail.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
X-Postfix-Queue-ID: 4Qx
Arrival-Date: Mon,  2 Nov 2026 09:00:01 +0100 (CET)

Final-Recipient: rfc822; vorstand@chor.example
Original-Recipient: rfc822;vorstand@chor.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.chor.example
Diagnostic-Code: smtp; 550 5.1.1 unknown user

--4Qx.1/mail.example.org
Content-Description: Undelivered Message
Content-Type: message/rfc822

{RETURNED}
Guten Tag,

--4Qx.1/mail.example.org--
"""

# Exchange: its own ids, words as HTML, headers only, and answers by In-Reply-To.
EXCHANGE = f"""\
From: Microsoft Outlook <postmaster@amt.example>
To: <verbund@example.org>
Subject: Unzustellbar: Bitte =?utf-8?Q?best=C3=A4tigen?=
Content-Type: multipart/report; report-type=delivery-status;
 boundary="_000_ab_"
MIME-Version: 1.0
Message-ID: <77@AMT.example>
In-Reply-To: {OUR_ID}
References: {OUR_ID}

--_000_ab_
Content-Type: multipart/alternative; differences=Content-Type; boundary="_001_"

--_001_
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

RGllIE5hY2hyaWNodCBrb25udGUgbmljaHQgenVnZXN0ZWxsdCB3ZXJkZW4u

--_001_
Content-Type: text/html; charset="utf-8"

<html><body><b>Unzustellbar</b></body></html>

--_001_--

--_000_ab_
Content-Type: message/delivery-status

Reporting-MTA: dns;AMT.example
Received-From-MTA: dns;mail.example.org
Arrival-Date: Mon, 2 Nov 2026 08:00:03 +0000

Final-Recipient: RFC822;Poststelle@amt.example
Action: Failed
Status: 5.2.2
Diagnostic-Code: smtp;554 5.2.2 mailbox full

--_000_ab_
Content-Type: text/rfc822-headers

Received: from mail.example.org by AMT.example
{RETURNED}
--_000_ab_--
"""

# Gmail: words with a picture first, two groups of fields, the address in X-Failed-Recipients.
GMAIL = f"""\
X-Failed-Recipients: vorstand@gmail.example
Auto-Submitted: auto-replied
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: verbund@example.org
Content-Type: multipart/report; boundary="0000b1"; report-type=delivery-status
References: {OUR_ID}
In-Reply-To: {OUR_ID}
Message-ID: <68@mx.google.example>
Subject: Delivery Status Notification (Failure)

--0000b1
Content-Type: multipart/related; boundary="0000c2"

--0000c2
Content-Type: text/plain; charset="UTF-8"

** Adresse nicht gefunden **

--0000c2
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--0000c2--

--0000b1
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
Received-From-MTA: dns; verbund@example.org
Arrival-Date: Mon, 02 Nov 2026 00:00:05 -0800 (PST)
X-Original-Message-ID: {OUR_ID}

Final-Recipient: rfc822; vorstand@gmail.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
Last-Attempt-Date: Mon, 02 Nov 2026 00:00:05 -0800 (PST)

--0000b1
Content-Type: message/rfc822

{RETURNED}
Guten Tag

--0000b1--
"""

# RFC 6533: addresses with letters of all languages.
INTERNATIONAL = (
    POSTFIX.replace("message/delivery-status", "message/global-delivery-status")
    .replace("message/rfc822", "message/global-headers")
    .replace("rfc822; vorstand@", "utf-8; müller@")
)

DELAYED = POSTFIX.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1")
# Whoever wrote to nobody for five days gives up with the number of what only passes by.
EXPIRED = POSTFIX.replace("Status: 5.1.1", "Status: 4.4.7")
NOTHING_RETURNED = EXCHANGE.split("--_000_ab_\nContent-Type: text/rfc822-headers")[0]
OF_SOMEBODY_ELSE = POSTFIX.replace(OUR_ID, "<1@elsewhere.example>")

OUT_OF_OFFICE = f"""\
From: Vera Vorstand <vorstand@chor.example>
To: verbund@example.org
Subject: Abwesenheitsnotiz: Bitte bestaetigen
Auto-Submitted: auto-replied
In-Reply-To: {OUR_ID}
Content-Type: text/plain; charset=utf-8

Ich bin bis Montag nicht da. Action: failed
"""

LETTER = f"""\
From: Vera Vorstand <vorstand@chor.example>
To: verbund@example.org
Subject: Re: Bitte bestaetigen
In-Reply-To: {OUR_ID}
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain

Anbei, was mir zurueckkam.
--x
Content-Type: message/rfc822

{POSTFIX}
--x--
"""

READ_RECEIPT = POSTFIX.replace("delivery-status", "disposition-notification")

BROKEN = {
    "empty": "",
    "cut off within": POSTFIX[: POSTFIX.index("Final-Recipient")],
    "no boundary": POSTFIX.replace('\tboundary="4Qx.1/mail.example.org"', "\tx=y"),
    "no fields": POSTFIX.replace("Action: failed\nStatus: 5.1.1\n", ""),
    "no parts": "Content-Type: multipart/report; boundary=x\n\n--x--\n",
    "not a mail": "\0\xff" * 50,
}
