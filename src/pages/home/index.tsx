import { Button, Image, Input, Text, Textarea, View } from '@tarojs/components'
export default function Home() { return <View><Text>hi</Text><Button>x</Button><Input /><Textarea /><Image src='' /></View> }
