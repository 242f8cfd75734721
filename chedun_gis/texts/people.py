"""Words about people: who they are, how they come in, what they may, and faults of that."""

from layers import Text

PEOPLE = {
    "account.title": Text("账户", "Account"),
    "account.sign_in": Text("登录", "Sign in"),
    "account.name": Text("用户名", "Name"),
    "account.password": Text("密码", "Password"),
    "account.old": Text("现在的密码", "Present password"),
    "account.new": Text("新密码（至少 10 个字符）", "New password (at least 10 characters)"),
    "account.again": Text("再输入一次", "Once more"),
    "account.change": Text("修改密码", "Change the password"),
    "account.sign_out": Text("退出登录", "Sign out"),
    "account.signed_in": Text("当前用户：", "Signed in as"),
    "account.back": Text("返回地图", "Back to the map"),
    "people.added": Text("{name} 现为{role}。", "{name} is a {role} now."),
    "people.gone": Text("{name} 的账户已停用。", "The account of {name} is taken away."),
    "people.password": Text("{name} 的密码已更换。", "The password of {name} is changed."),
    "people.none": Text("还没有账户。", "There is no account yet."),
    "people.title": Text("用户与角色", "People and their roles"),
    "people.role": Text("角色", "Role"),
    "people.change": Text("新增用户、更改角色或停用", "Add somebody, change a role, take one away"),
    "people.first_password": Text("初始密码", "First password"),
    "people.first_password.help": Text(
        "新增用户必填，10 至 200 个字符，本人可在“账户”页修改；为已有用户填写即为重设。",
        "Needed for somebody new, 10 to 200 characters; they change it on the account page. Of "
        "somebody who is there it sets another.",
    ),
    "people.put_away": Text("知道了", "Put away"),
    "people.save": Text("保存", "Save"),
    "people.tokens": Text("程序读取用的令牌（QGIS）", "Tokens by which programs read (QGIS)"),
    "people.tokens.about": Text(
        "令牌只能读取 /ogc 数据服务，只显示这一次；在 QGIS 的认证配置中作为密码填写。",
        "A token opens reading of /ogc alone and is shown this once; in QGIS it is the password of "
        "an authentication.",
    ),
    "people.token_id": Text("令牌编号", "Token"),
    "people.made": Text("生成时间", "Made at"),
    "people.token_make": Text("生成令牌", "Make a token"),
    "people.token_revoke": Text("作废令牌", "Revoke the token"),
    "role.gone": Text("停用账户", "account taken away"),
    "error.account_own": Text(
        "不能更改或停用自己的角色，请由另一位审核人员办理。",
        "Nobody changes their own role; another reviewer does.",
    ),
    "people.ask": Text("密码", "Password"),
    "people.local": Text(
        "服务不限于本机（监听地址、CHEDUN_HOSTS 或代理），来访者均只能查看；要多人填报请设 CHEDUN_PEOPLE=accounts、oidc 或 proxy。",
        "The server answers more than this machine (its address, CHEDUN_HOSTS or a proxy), so everybody may look only; for many people who "
        "enter set CHEDUN_PEOPLE=accounts, oidc or proxy.",
    ),
    "people.unknown": Text(
        "CHEDUN_PEOPLE 应为 local、accounts、oidc 或 proxy，现在来访者均只能查看。",
        "CHEDUN_PEOPLE has to be local, accounts, oidc or proxy; as it is everybody may look only.",
    ),
    "people.oidc": Text(
        "CHEDUN_PEOPLE=oidc 还缺 {missing}（回调地址须以 /oauth2callback 结尾），现在来访者均只能查看。",
        "CHEDUN_PEOPLE=oidc lacks {missing} (the redirect address ends in /oauth2callback); as it is everybody may look only.",
    ),
    "people.proxy": Text(
        "CHEDUN_PEOPLE=proxy 还缺 CHEDUN_TRUSTED_PROXIES，现在来访者均只能查看。",
        "CHEDUN_PEOPLE=proxy lacks CHEDUN_TRUSTED_PROXIES; as it is everybody may look only.",
    ),
    "people.proxy_wrong": Text(
        "CHEDUN_TRUSTED_PROXIES 中的 {wrong} 不是地址或网段，对其不予信任；请改正。",
        "{wrong} in CHEDUN_TRUSTED_PROXIES is no address or network and is not trusted; correct it.",
    ),
    "people.token": Text(
        "这是 {name} 的只读令牌，只显示这一次；在 QGIS 中作为 Basic 认证的密码填写。",
        "The token of {name}, shown only now: a program reads by it, QGIS as the password of Basic authentication.",
    ),
    "people.tokens_none": Text("还没有令牌。", "There is no token yet."),
    "people.revoked": Text("{name} 的令牌 {id} 已作废。", "The token {id} of {name} is revoked."),
    "role.import": Text(
        "您只能查看，导入图层须由审核人员完成。",
        "You may look only; layers are taken in by a reviewer.",
    ),
    "role.reader": Text("查看者", "reader"),
    "role.editor": Text("填报人员", "editor"),
    "role.reviewer": Text("审核人员", "reviewer"),
    "help.people": Text("用户与角色", "People and their roles"),
    "help.people.add": Text(
        "新增用户，询问密码（oidc、proxy 方式不用密码）",
        "Add somebody; the password is asked for, but not with oidc or proxy",
    ),
    "help.people.token": Text(
        "新建只读令牌，供 QGIS 等程序使用", "Make a token by which a program as QGIS reads"
    ),
    "help.people.tokens": Text("列出令牌", "List the tokens"),
    "help.people.revoke": Text("作废令牌", "Let a token open nothing any more"),
    "help.token": Text("令牌或其编号", "the token, or its id"),
    "help.people.role": Text("更改角色", "Give another role"),
    "help.people.password": Text("更换密码", "Set another password"),
    "help.people.remove": Text("停用账户", "Take an account away"),
    "help.people.list": Text("列出用户", "List people"),
    "help.people.stdin": Text("从标准输入读密码", "read the password from standard input"),
    "help.role": Text("reader 查看 | editor 填报 | reviewer 审核", "what somebody may do"),
    "help.name": Text("用户名", "name"),
    "error.role_needed": Text(
        "这一步须由{role}完成，您是{has}。", "Only a {role} may do this; you are a {has}."
    ),
    "error.account_unknown": Text(
        "没有用户“{name}”，请先用 people add 新增。",
        "There is no “{name}”; add them by people add.",
    ),
    "error.token_unknown": Text(
        "没有令牌“{token}”，请用 people tokens 查看。",
        "There is no token “{token}”; see people tokens.",
    ),
    "error.password_short": Text(
        "密码应有 {least} 至 {most} 个字符。", "A password has {least} to {most} characters."
    ),
    "error.password_old": Text(
        "现在的密码不对，未修改。", "The present password is wrong; nothing was changed."
    ),
    "error.password_differs": Text(
        "两次输入的新密码不同，未修改。", "The new passwords differ; nothing was changed."
    ),
    "error.sign_in_wrong": Text("用户名或密码不对。", "Name or password is wrong."),
    "error.sign_in_often": Text(
        "失败次数过多，请 {minutes} 分钟后再试。",
        "Too many failures; try again in {minutes} minutes.",
    ),
    "error.sign_in_first": Text("请先登录。", "Sign in first."),
    "error.form_foreign": Text(
        "表单已失效，请重新填写。", "The form is no longer valid; fill it in again."
    ),
}
