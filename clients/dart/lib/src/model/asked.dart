//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/payment_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'asked.g.dart';

/// What was asked for, of one person or of several.
///
/// Properties:
/// * [groupId]
/// * [amount] - What all who were asked are to pay together.
/// * [ownShare] - What you bear yourself of a bill that was split.
/// * [currency]
/// * [requests]
@BuiltValue()
abstract class Asked implements Built<Asked, AskedBuilder> {
  @BuiltValueField(wireName: r'group_id')
  String get groupId;

  /// What all who were asked are to pay together.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  /// What you bear yourself of a bill that was split.
  @BuiltValueField(wireName: r'own_share')
  String? get ownShare;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'requests')
  BuiltList<PaymentRequest> get requests;

  Asked._();

  factory Asked([void updates(AskedBuilder b)]) = _$Asked;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AskedBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Asked> get serializer => _$AskedSerializer();
}

class _$AskedSerializer implements PrimitiveSerializer<Asked> {
  @override
  final Iterable<Type> types = const [Asked, _$Asked];

  @override
  final String wireName = r'Asked';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Asked object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'group_id';
    yield serializers.serialize(
      object.groupId,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'own_share';
    yield object.ownShare == null ? null : serializers.serialize(
      object.ownShare,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'requests';
    yield serializers.serialize(
      object.requests,
      specifiedType: const FullType(BuiltList, [FullType(PaymentRequest)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Asked object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AskedBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'group_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.groupId = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'own_share':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.ownShare = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'requests':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(PaymentRequest)]),
          ) as BuiltList<PaymentRequest>;
          result.requests.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Asked deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AskedBuilder();
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


