//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/dispute_reason_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'new_dispute_request.g.dart';

/// Why a payment should be given back.
///
/// Properties:
/// * [reason]
/// * [statement] - What is wrong, in your words. The payee reads it.
/// * [amount] - In the payment's currency. Left out: all that has not gone back already.
@BuiltValue()
abstract class NewDisputeRequest implements Built<NewDisputeRequest, NewDisputeRequestBuilder> {
  @BuiltValueField(wireName: r'reason')
  DisputeReasonEnum get reason;
  // enum reasonEnum {  NOT_RECEIVED,  WRONG_AMOUNT,  WRONG_PERSON,  UNAUTHORISED,  DUPLICATE,  OTHER,  };

  /// What is wrong, in your words. The payee reads it.
  @BuiltValueField(wireName: r'statement')
  String get statement;

  /// In the payment's currency. Left out: all that has not gone back already.
  @BuiltValueField(wireName: r'amount')
  String? get amount;

  NewDisputeRequest._();

  factory NewDisputeRequest([void updates(NewDisputeRequestBuilder b)]) = _$NewDisputeRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NewDisputeRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NewDisputeRequest> get serializer => _$NewDisputeRequestSerializer();
}

class _$NewDisputeRequestSerializer implements PrimitiveSerializer<NewDisputeRequest> {
  @override
  final Iterable<Type> types = const [NewDisputeRequest, _$NewDisputeRequest];

  @override
  final String wireName = r'NewDisputeRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NewDisputeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(DisputeReasonEnum),
    );
    yield r'statement';
    yield serializers.serialize(
      object.statement,
      specifiedType: const FullType(String),
    );
    if (object.amount != null) {
      yield r'amount';
      yield serializers.serialize(
        object.amount,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    NewDisputeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NewDisputeRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DisputeReasonEnum),
          ) as DisputeReasonEnum;
          result.reason = valueDes;
          break;
        case r'statement':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.statement = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amount = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  NewDisputeRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NewDisputeRequestBuilder();
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


