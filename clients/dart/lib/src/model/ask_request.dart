//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/share_request.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'ask_request.g.dart';

/// Whom one asks for how much: `to` and `amount` split it equally, `shares` name what each one is to pay.
///
/// Properties:
/// * [to] - Those who share the amount equally. A phone number in E.164, an e-mail address, a @handle or a person's id.
/// * [shares]
/// * [amount] - What is split among `to`; beside `shares`, it must be what they add up to.
/// * [currency]
/// * [note]
/// * [splitWithMe] - Whether you bear one of the equal shares yourself.
@BuiltValue()
abstract class AskRequest implements Built<AskRequest, AskRequestBuilder> {
  /// Those who share the amount equally. A phone number in E.164, an e-mail address, a @handle or a person's id.
  @BuiltValueField(wireName: r'to')
  BuiltList<String>? get to;

  @BuiltValueField(wireName: r'shares')
  BuiltList<ShareRequest>? get shares;

  /// What is split among `to`; beside `shares`, it must be what they add up to.
  @BuiltValueField(wireName: r'amount')
  String? get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'note')
  String? get note;

  /// Whether you bear one of the equal shares yourself.
  @BuiltValueField(wireName: r'split_with_me')
  bool? get splitWithMe;

  AskRequest._();

  factory AskRequest([void updates(AskRequestBuilder b)]) = _$AskRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AskRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AskRequest> get serializer => _$AskRequestSerializer();
}

class _$AskRequestSerializer implements PrimitiveSerializer<AskRequest> {
  @override
  final Iterable<Type> types = const [AskRequest, _$AskRequest];

  @override
  final String wireName = r'AskRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AskRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.to != null) {
      yield r'to';
      yield serializers.serialize(
        object.to,
        specifiedType: const FullType(BuiltList, [FullType(String)]),
      );
    }
    if (object.shares != null) {
      yield r'shares';
      yield serializers.serialize(
        object.shares,
        specifiedType: const FullType(BuiltList, [FullType(ShareRequest)]),
      );
    }
    if (object.amount != null) {
      yield r'amount';
      yield serializers.serialize(
        object.amount,
        specifiedType: const FullType(String),
      );
    }
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    if (object.note != null) {
      yield r'note';
      yield serializers.serialize(
        object.note,
        specifiedType: const FullType(String),
      );
    }
    if (object.splitWithMe != null) {
      yield r'split_with_me';
      yield serializers.serialize(
        object.splitWithMe,
        specifiedType: const FullType(bool),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    AskRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AskRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(String)]),
          ) as BuiltList<String>?;
          if (valueDes == null) continue;
          result.to.replace(valueDes);
          break;
        case r'shares':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(ShareRequest)]),
          ) as BuiltList<ShareRequest>?;
          if (valueDes == null) continue;
          result.shares.replace(valueDes);
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.note = valueDes;
          break;
        case r'split_with_me':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.splitWithMe = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AskRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AskRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


