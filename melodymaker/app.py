import reflex as rx

def index():
    return rx.el.main(rx.el.h1("hello"), rx.icon("play"), rx.el.button("t", on_click=rx.toast("hi")))

app = rx.App()
app.add_page(index, route="/")
