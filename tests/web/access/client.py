import os

import httpx

ASSISTANT, TENANT = os.environ["ASSISTANT"], os.environ["TENANT"]
LOGIN = os.environ.get("LOGIN", f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token")


def token(client: httpx.Client) -> str:
    """An access token of this program's own; it lasts about an hour, so keep it that long."""
    form = {"grant_type": "client_credentials", "scope": f"api://{os.environ['ASSISTANT_ID']}/.default"}
    secret = {"client_id": os.environ["BOT_ID"], "client_secret": os.environ["BOT_SECRET"]}
    return str(client.post(LOGIN, data=form | secret).raise_for_status().json()["access_token"])


with httpx.Client(timeout=30) as client:
    headers = {"Authorization": f"Bearer {token(client)}"}
    state = None
    while message := input():
        asked = {"message": message, "state": state} if state else {"message": message}
        answer = client.post(f"{ASSISTANT}/api/chat", json=asked, headers=headers).raise_for_status().json()
        print(answer["kind"], answer["text"], sep="\n")
        state = answer["state"]
