"""What pages are built from.

text: Said(text, role, ink) · Icon(name, ink, size) · column(), row(), spacer()
buttons: Btn(text, kind, icon, key) kinds primary plain quiet row · Choices(label, options) one of several
cards: Card, CardHead(title, note, *controls), Strip(ink, icon, title, text) · Chip(text, ink, icon) · Avatar(initials)
fields: Field(label, control, hint) with an error line · line(label), choice(label, options), moment(label)
rows: Row(cells) for lists whose rows are controls · Timeline(items)
focus: FocusRing(window)
"""
